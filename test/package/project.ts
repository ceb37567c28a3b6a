import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** Folder of package.json, seen from `build/test/package/`. */
export const ROOT = join(__dirname, '..', '..', '..');
export const LANGUAGES = ['en-US', 'zh-CN'] as const;

export interface Manifest {
  dependencies?: Record<string, string>;
  scripts: Record<string, string>;
  engines: { node: string };
  keywords: string[];
  'node-red': { version: string; nodes: Record<string, string> };
}

export interface Lock {
  packages: Record<
    string,
    {
      dev?: boolean;
      extraneous?: boolean;
      hasInstallScript?: boolean;
      engines?: { node?: string };
      dependencies?: Record<string, string>;
    }
  >;
}

export type Tree = { [key: string]: Tree | string };

export interface Property {
  value: unknown;
  type?: string;
  /** `true`, or in words what is wrong. */
  validate?: (this: object, value: unknown, options: object) => boolean | string;
}

/** What a dialog hands to `RED.nodes.registerType`, as far as a saved flow depends on it. */
export interface Definition {
  category: string;
  defaults: Record<string, Property>;
  credentials?: Record<string, { type: string }>;
  inputs?: number;
  outputs?: number;
  icon?: string;
}

export function textOf(...path: string[]): string {
  const file = join(ROOT, ...path);
  assert.ok(existsSync(file), `${path.join('/')} is missing`);
  return readFileSync(file, 'utf8');
}

export const manifest = JSON.parse(textOf('package.json')) as Manifest;
export const lock = JSON.parse(textOf('package-lock.json')) as Lock;
export const NODE_TYPES = Object.keys(manifest['node-red'].nodes);

export function basenames(folder: string, extension: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(extension) && !name.endsWith(`.d${extension}`))
    .map((name) => name.slice(0, -extension.length))
    .toSorted();
}

/** The catalogue as a flat list: `license-plate.status.busy` and its text. */
export function catalogue(language: string, type: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (tree: Tree, path: string[]) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') texts.set([...path, key].join('.'), value);
      else walk(value, [...path, key]);
    }
  };
  walk(JSON.parse(textOf('locales', language, `${type}.json`)) as Tree, []);
  return texts;
}

/** Runs the dialog's script as the editor does, where these globals are, and returns what it registers. */
export function definitionOf(html: string, globals: object = {}): [type: string, definition: Definition] {
  const scripts = [...html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g)];
  const registered: [string, Definition][] = [];
  const registerType = (type: string, definition: Definition) => registered.push([type, definition]);
  for (const [, script = ''] of scripts)
    runInNewContext(script, { ...globals, RED: { nodes: { registerType } } });
  const [first, ...others] = registered;
  assert.ok(first && others.length === 0, 'a dialog registers exactly one type');
  return first;
}

/** Loads the runtime half, and returns what it registers. */
export function runtimeOf(file: string): { type: string; credentials: unknown } {
  const register: unknown = createRequire(join(ROOT, 'package.json'))(join(ROOT, file));
  assert.ok(typeof register === 'function', `${file} exports no function`);
  let found: { type: string; credentials: unknown } | undefined;
  const registerType = (type: string, _constructor: unknown, options?: { credentials?: unknown }) => {
    assert.equal(found, undefined, `${file} registers two types`);
    found = { type, credentials: options?.credentials };
  };
  const auth = { needsPermission: () => undefined };
  register({ nodes: { registerType }, auth, httpAdmin: { post: () => undefined } });
  assert.ok(found, `${file} registers no type`);
  return found;
}
