import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, UNPACKED_EXTENSION_ID } from './config.ts';

const read = (args: string, env: NodeJS.ProcessEnv = {}) => readConfig(args.split(' '), env, '/console');

test('the smallest command line', () => {
  expect(read('--data /d --port 0')).toMatchObject({
    dataDir: '/d',
    host: '127.0.0.1',
    port: 0,
    databaseUrl: undefined,
    extensionIds: [UNPACKED_EXTENSION_ID],
    trustProxy: false,
    iceServers: [],
    consoleDir: '/console',
  });
});

test('everything given', () => {
  const config = readConfig(
    [
      ...'--data /d --port 8443 --host 0.0.0.0 --trust-proxy --public-url https://exam.example.edu'.split(
        ' ',
      ),
      '--extension-id',
      'a'.repeat(32),
      '--extension-id',
      'b'.repeat(32),
      '--ice-servers',
      '[{"urls":["turn:t.example:3478"],"username":"u","credential":"c"}]',
    ],
    { DATABASE_URL: 'postgres://db/examus', EXAMUS_SECRET: 's' },
    '/console',
  );
  expect(config).toMatchObject({
    publicUrl: 'https://exam.example.edu',
    databaseUrl: 'postgres://db/examus',
    secret: 's',
    extensionIds: ['a'.repeat(32), 'b'.repeat(32)],
    iceServers: [{ urls: ['turn:t.example:3478'], username: 'u', credential: 'c' }],
  });
});

describe('mistakes are named', () => {
  test.each([
    ['--port 1', '--data DIR is missing'],
    ['--data /d', '--port N is missing'],
    ['--data /d --port 70000', '--port 70000'],
    ['--data /d --port x', '--port x'],
    ['--data /d --port 1 --public-url exam.example.edu', '--public-url exam.example.edu'],
    ['--data /d --port 1 --public-url https://exam.example.edu/path', '--public-url'],
    ['--data /d --port 1 --extension-id XYZ', '--extension-id XYZ'],
    ['--data /d --port 1 --ice-servers nonsense', '--ice-servers'],
    ['--data /d --port 1 --prot 2', '--prot'],
  ])('%s', (args, named) => {
    expect(() => read(args)).toThrow(ConfigError);
    expect(() => read(args)).toThrow(named);
  });
  test('another database', () => {
    expect(() => read('--data /d --port 1', { DATABASE_URL: 'mysql://x' })).toThrow('DATABASE_URL');
  });
});
