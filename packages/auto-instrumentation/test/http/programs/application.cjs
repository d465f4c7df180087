// The same application as application.mjs, of CommonJS modules.
const http = require('node:http');
const { createAdaptorServer } = require('@hono/node-server');
const { Router } = require('@koa/router');
const { honoRoutes, koaRoutes } = require('@meterkit/auto-instrumentation/http');
const express = require('express');
const express4 = require('express4');
const fastify = require('fastify');
const { Hono } = require('hono');
const Koa = require('koa');
const report = require('./report.cjs');

const plain = http.createServer((_, response) => response.end('ok'));
const tenants = express.Router().get('/express5/:id', (_, response) => response.end('ok'));
const koa = new Koa().use(koaRoutes());
koa.use(
  new Router()
    .get('/koa/:id', (context) => {
      context.body = 'ok';
    })
    .routes(),
);
const hono = new Hono();
hono.use(honoRoutes());
hono.get('/hono/:id', (context) => context.text('ok'));
const fast = fastify();
fast.get('/fastify/:id', async () => 'ok');

fast.ready().then(() =>
  report([
    [plain, '/plain/1'],
    [http.createServer(express().use('/:tenant', tenants)), '/acme/express5/1'],
    [
      http.createServer(express4().get('/express4/:id', (_, response) => response.end('ok'))),
      '/express4/1',
    ],
    [http.createServer(koa.callback()), '/koa/1'],
    [createAdaptorServer({ fetch: hono.fetch }), '/hono/1'],
    [fast.server, '/fastify/1'],
  ]),
);
