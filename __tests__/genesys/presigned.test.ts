import { describe, expect, test } from 'vitest';
import { presignedHeaders, presignedUrl } from '../../src/genesys/presigned.ts';

const hosts = (gateway?: string) => ({
  host: 'mypurecloud.ie',
  region: 'eu-west-1',
  gateway: gateway === undefined ? undefined : new URL(gateway),
});

describe('the address of a file', () => {
  test.each([
    'https://bucket.s3.eu-west-1.amazonaws.com/x?X-Amz-Signature=1',
    'https://s3.eu-west-1.amazonaws.com/bucket/x',
    'https://bucket.s3-eu-west-1.amazonaws.com/x',
    'https://bucket.s3.dualstack.eu-west-1.amazonaws.com/x',
    'https://bucket.s3.amazonaws.com/x',
    'https://api.mypurecloud.ie/x',
    'https://mypurecloud.ie/x',
  ])('%s is allowed', (address) => {
    expect(presignedUrl(address, hosts())).toBe(address);
  });

  test.each([
    'https://attacker.example.com/x',
    'https://bucket.s3.us-east-1.amazonaws.com/x',
    'https://s3.eu-west-1.amazonaws.com.example.com/x',
    'https://xs3.eu-west-1.amazonaws.com/x',
    'https://sqs.eu-west-1.amazonaws.com/x',
    'https://abc.execute-api.eu-west-1.amazonaws.com/x',
    'https://notmypurecloud.ie/x',
    'https://api.mypurecloud.com/x',
    'https://api.mypurecloud.ie:8443/x',
    'https://user@api.mypurecloud.ie/x',
    'https://:word@api.mypurecloud.ie/x',
    'https://169.254.169.254/latest/meta-data',
    'https://127.0.0.1/x',
    'http://127.0.0.1/x',
    'http://bucket.s3.eu-west-1.amazonaws.com/x',
    'file:///etc/passwd',
    '//api.mypurecloud.ie/x',
    '',
    'nonsense',
  ])('%s is refused', (address) => {
    expect(() => presignedUrl(address, hosts())).toThrow(/not allowed/);
  });

  test('may be at the gateway, and with plain http only where both are on loopback', () => {
    const gateway = 'https://gateway.example.com/genesys';
    expect(presignedUrl('https://gateway.example.com:8443/x', hosts(gateway))).toContain('gateway');
    expect(() => presignedUrl('http://gateway.example.com/x', hosts(gateway))).toThrow(/not allowed/);
    expect(() => presignedUrl('https://other.example.com/x', hosts(gateway))).toThrow(/not allowed/);
    expect(() => presignedUrl('http://127.0.0.1:1/x', hosts(gateway))).toThrow(/not allowed/);
    expect(presignedUrl('http://127.0.0.1:1/x', hosts('http://127.0.0.1:2'))).toContain('127');
    expect(() => presignedUrl('http://10.0.0.1/x', hosts('http://127.0.0.1:2'))).toThrow(/not allowed/);
  });

  test('of the sovereign partition is at its own AWS', () => {
    const sovereign = { host: 'edee1.eusc-pure.cloud', region: 'eusc-de-east-1', gateway: undefined };
    expect(presignedUrl('https://b.s3.eusc-de-east-1.amazonaws.eu/x', sovereign)).toContain('eusc');
    expect(() => presignedUrl('https://b.s3.eusc-de-east-1.amazonaws.com/x', sovereign)).toThrow();
  });
});

describe('the headers of an upload', () => {
  test('are those that S3 signs', () => {
    const headers = {
      'Content-Type': 'application/x-yaml',
      'x-amz-server-side-encryption': 'AES256',
      'x-amz-meta-flowid': 'a b',
    };
    expect(presignedHeaders(headers)).toEqual(headers);
  });

  test.each<[string, unknown]>([
    ['Authorization', 'Bearer x'],
    ['Cookie', 'a=b'],
    ['Host', 'attacker.example.com'],
    ['Transfer-Encoding', 'chunked'],
    ['Content-Length', '1'],
    ['Proxy-Authorization', 'x'],
    ['X-Forwarded-For', '1'],
    ['x-amz-acl', 'a\r\nHost: b'],
    ['x-amz-acl', 'é'],
    ['x-amz-acl', 7],
    ['x-amz-acl', 'a'.repeat(10_000)],
    ['x-amz-a b', 'x'],
    ['', 'x'],
  ])('%s: %s is refused', (name, value) => {
    expect(() => presignedHeaders({ [name]: value })).toThrow(/not allowed/);
  });

  test('are not endless', () => {
    const many = Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`x-amz-meta-${at}`, 'x']));
    expect(() => presignedHeaders(many)).toThrow(/not allowed/);
  });
});
