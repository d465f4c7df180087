import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeploymentNode } from '../../src/orchestrator/deployment-node.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let node: DeploymentNode;
let directory: string;

const releaseOf = (version: string) => ({ module: 'billing', name: `${version}_id` });
const sourceOf = (version: string) => join(workspace.modules, 'billing', version);

beforeEach(async () => {
  workspace = await makeWorkspace();
  await workspace.publish('billing', '1');
  await workspace.publish('billing', '2');
  await workspace.publish('billing', '3');
  directory = join(workspace.nodes, 'node-1');
  await mkdir(directory, { recursive: true });
  node = new DeploymentNode(directory);
});

afterEach(() => workspace.remove());

async function deploy(version: string): Promise<void> {
  await node.install(sourceOf(version), releaseOf(version));
  await node.activate(releaseOf(version));
}

test('an installed release is not active', async () => {
  await node.install(sourceOf('1'), releaseOf('1'));
  expect(await node.active('billing')).toBeUndefined();
});

test('an active release is what a reader of active/<module> finds', async () => {
  await deploy('1');
  await deploy('2');
  expect(await readFile(join(directory, 'active/billing/README'), 'utf8')).toBe('billing 2');
  expect(await node.active('billing')).toBe('2_id');
});

test('a reader finds one release or the other while they are switched, at any moment', async () => {
  await deploy('1');
  const seen = new Set<string>();
  let switching = true;
  const reader = async () => {
    while (switching) seen.add(await readFile(join(directory, 'active/billing/README'), 'utf8'));
  };
  const reading = reader();
  for (let round = 0; round < 50; round++) await deploy(round % 2 === 0 ? '2' : '1');
  switching = false;
  await reading; // rejects if the link was ever missing
  expect([...seen].sort()).toEqual(['billing 1', 'billing 2']);
});

test('a rollback puts back what was active and removes the release', async () => {
  await deploy('1');
  await deploy('2');
  expect(await node.rollBack(releaseOf('2'))).toBe(true);
  expect(await readFile(join(directory, 'active/billing/README'), 'utf8')).toBe('billing 1');
  expect(await readdir(join(directory, 'releases/billing'))).toEqual(['1_id']);
});

test('a rollback of the first release leaves none active', async () => {
  await deploy('1');
  expect(await node.rollBack(releaseOf('1'))).toBe(true);
  expect(await node.active('billing')).toBeUndefined();
});

test('a rollback of what is not active only removes it', async () => {
  await deploy('1');
  await node.install(sourceOf('2'), releaseOf('2'));
  expect(await node.rollBack(releaseOf('2'))).toBe(false);
  expect(await node.active('billing')).toBe('1_id');
  expect(await readdir(join(directory, 'releases/billing'))).toEqual(['1_id']);
});

test('what is neither active nor previous is pruned', async () => {
  for (const version of ['1', '2', '3']) await deploy(version);
  await node.prune('billing');
  expect(await readdir(join(directory, 'releases/billing'))).toEqual(['2_id', '3_id']);
});

test('a module whose entry compiles passes the check, one whose entry does not fails it', async () => {
  await workspace.publish('billing', '4', 'broken');
  await deploy('1');
  await node.check('billing');
  await deploy('4');
  await expect(node.check('billing')).rejects.toMatchObject({
    name: 'EntryBroken',
    message: expect.stringMatching(/^node-1: lib\/index.js: SyntaxError/),
  });
});

test('a directory that cannot be written to is NodeUnavailable', async () => {
  await writeFile(join(directory, 'releases'), 'a file where a directory has to be');
  await expect(deploy('1')).rejects.toMatchObject({
    name: 'NodeUnavailable',
    message: expect.stringMatching(/^node-1: /),
  });
});
