import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Telemetry } from '@meterkit/sdk';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import compression from 'compression';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import Koa from 'koa';

const express4 = require('express4') as typeof express; // what is used here is the same

/** An application that answers `/orders` by itself, and has the telemetry mounted under `/internal`. */
export interface Application {
  readonly origin: string;
  close(): Promise<unknown>;
}

type Start = (telemetry: Telemetry) => Promise<Application>;

/** Those that take the prefix off before they hand a request on. */
export const prefixing: Readonly<Record<string, Start>> = {
  'Express 4': (telemetry) => startExpress(express4, telemetry),
  'Express 5': (telemetry) => startExpress(express, telemetry),
  'Hono mount': async ({ fetch }) => {
    const app = new Hono();
    app.use(compress());
    app.get('/orders', (context) => context.text('orders'));
    app.mount('/internal', fetch);
    return listening(createAdaptorServer({ fetch: app.fetch }) as Server); // it is node:http's
  },
  Nest: async ({ handler }) => {
    const app = await NestFactory.create(Shop, new ExpressAdapter(), { logger: false });
    app.use(compression());
    app.use('/internal', handler);
    await app.listen(0, '127.0.0.1');
    return { origin: await app.getUrl(), close: () => app.close() };
  },
};

const PATHS = ['/internal/metrics', '/internal/health', '/internal/ready'];

/** Those that hand on the whole path: it has to be that of the options. */
export const whole: Readonly<Record<string, Start>> = {
  'node:http': ({ handler }) =>
    served((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      if (PATHS.includes(path)) handler(request, response);
      else response.end('orders');
    }),
  Fastify: async ({ handler }) => {
    const app = Fastify();
    app.get('/orders', () => 'orders');
    for (const path of PATHS)
      app.all(path, (request, reply) => {
        reply.hijack();
        handler(request.raw, reply.raw);
      });
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    return { origin, close: () => app.close() };
  },
  Koa: ({ handler }) => {
    const app = new Koa();
    app.use((context) => {
      if (!PATHS.includes(context.path)) context.body = 'orders';
      else {
        context.respond = false;
        handler(context.req, context.res);
      }
    });
    return served(app.callback());
  },
  Hono: (telemetry) => {
    const app = new Hono();
    app.use(compress());
    app.get('/orders', (context) => context.text('orders'));
    for (const path of PATHS) app.all(path, (c) => telemetry.fetch(c.req.raw, c.env));
    return listening(createAdaptorServer({ fetch: app.fetch }) as Server); // it is node:http's
  },
};

function startExpress(framework: typeof express, { handler }: Telemetry): Promise<Application> {
  const app = framework();
  app.use(compression());
  app.use(framework.json());
  app.get('/orders', (_, response) => void response.send('orders'));
  app.use('/internal', handler);
  return served(app);
}

class Orders {
  list(): string {
    return 'orders';
  }
}
class Shop {}
// Nest's decorators are those of an older proposal, so they are called.
const list = Object.getOwnPropertyDescriptor(Orders.prototype, 'list');
if (list !== undefined) Get()(Orders.prototype, 'list', list);
Controller('orders')(Orders);
Module({ controllers: [Orders] })(Shop);

function served(listener: RequestListener): Promise<Application> {
  return listening(createServer(listener));
}

async function listening(server: Server): Promise<Application> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  const close = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
