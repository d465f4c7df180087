import 'reflect-metadata';
import {
  Controller,
  Get,
  type INestApplication,
  Module,
  Param,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { recorded, recording, requestsOf, stopRecording } from '../recording.js';

const applications: INestApplication[] = [];
afterEach(async () => {
  stopRecording();
  await Promise.all(applications.splice(0).map((app) => app.close()));
});

class Guard {
  canActivate(): boolean {
    throw new UnauthorizedException();
  }
}

class Users {
  find(id: string): string {
    return id;
  }
  fail(): void {
    throw new Error('mine');
  }
  guarded(): void {}
}
class Application {}

// Nest's decorators are those of an older proposal, so they are called.
decorate(Users, 'find', Get(':id'));
Param('id')(Users.prototype, 'find', 0);
decorate(Users, 'fail', Get(':id/fails'));
decorate(Users, 'guarded', Get(':id/guarded'));
decorate(Users, 'guarded', UseGuards(Guard));
Controller('tenants/:tenant/users')(Users);
Module({ controllers: [Users] })(Application);

function decorate(target: { prototype: object }, name: string, decorator: MethodDecorator): void {
  const descriptor = Object.getOwnPropertyDescriptor(target.prototype, name);
  if (descriptor !== undefined) decorator(target.prototype, name, descriptor);
}

test.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('routes of Nest on %s are templates, prefixes included', async (_, adapter) => {
  const { store } = recording();
  const app = await NestFactory.create(Application, adapter(), { logger: false });
  applications.push(app);
  app.setGlobalPrefix('api');
  await app.listen(0);
  const origin = (await app.getUrl()).replace('[::1]', 'localhost');

  const users = '/api/tenants/acme/users';
  for (const path of [
    `${users}/1`,
    `${users}/2`,
    `${users}/3/fails`,
    `${users}/3/guarded`,
    '/no/1',
  ])
    await (await fetch(origin + path)).text();
  await recorded(store, 5);

  expect(requestsOf(store)).toEqual({
    'GET 200 /api/tenants/:tenant/users/:id http 1.1': 2,
    'GET 500 /api/tenants/:tenant/users/:id/fails http 1.1 error 500': 1,
    'GET 401 /api/tenants/:tenant/users/:id/guarded http 1.1': 1,
    'GET 404 http 1.1': 1,
  });
});
