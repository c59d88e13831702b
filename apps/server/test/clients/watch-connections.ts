import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { afterAll, expect } from 'vitest';

/** Fails the file that calls it when a client reaches, or looks for, anything but this machine. */
export function expectLoopbackOnly(): void {
  const seen = new Set<string>();
  subscribe('net.client.socket', (message) => {
    const socket = message && typeof message === 'object' && 'socket' in message && message.socket;
    if (!(socket instanceof Socket)) return;
    socket.on('lookup', (_fault, _address, _family, host) => seen.add(host));
    socket.on('connectionAttempt', (address: string) => seen.add(address));
  });
  afterAll(() => expect([...seen]).toEqual(['127.0.0.1']));
}
