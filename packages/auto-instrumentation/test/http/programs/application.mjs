// An application of ES modules with a server of each framework, each asked once. Prints what was recorded.
import http, { createServer } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import Router from '@koa/router';
import { honoRoutes, koaRoutes } from '@meterkit/auto-instrumentation/http';
import express from 'express';
import express4 from 'express4';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import report from './report.cjs';

const plain = createServer((_, response) => response.end('ok'));
const tenants = express.Router().get('/express5/:id', (_, response) => response.end('ok'));
const koa = new Koa().use(koaRoutes());
const router = new Router().get('/koa/:id', (context) => {
  context.body = 'ok';
});
koa.use(router.routes());
const hono = new Hono();
hono.use(honoRoutes());
hono.get('/hono/:id', (context) => context.text('ok'));
const fast = fastify();
fast.get('/fastify/:id', async () => 'ok');
await fast.ready();

await report([
  [plain, '/plain/1'],
  [http.createServer(express().use('/:tenant', tenants)), '/acme/express5/1'],
  [
    createServer(express4().get('/express4/:id', (_, response) => response.end('ok'))),
    '/express4/1',
  ],
  [createServer(koa.callback()), '/koa/1'],
  [createAdaptorServer({ fetch: hono.fetch }), '/hono/1'],
  [fast.server, '/fastify/1'],
]);
