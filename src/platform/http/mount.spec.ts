import { describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { addMount, isMountPath, mountOf, withoutMount } from './mount.js';

describe('mount', () => {
  it.each([
    ['https://kontor.example', ''],
    ['https://kontor.example/', ''],
    ['https://app.example/kontor', '/kontor'],
    ['https://app.example/a/b/', '/a/b'],
  ])('should be the path of %s', (address, mount) => {
    expect(mountOf(address)).toBe(mount);
  });

  it.each([
    ['/kontor', '/'],
    ['/kontor/', '/'],
    ['/kontor?q=1', '/?q=1'],
    ['/kontor/api/me', '/api/me'],
    ['/kontor/kontor/x', '/kontor/x'],
    ['/kontorei', '/kontorei'],
    ['/api/me', '/api/me'],
  ])('should be taken off %s', (url, rest) => {
    expect(withoutMount('/kontor')({ url })).toBe(rest);
  });

  it('should have no character that means something in a page, a header or a cookie', () => {
    expect(['/a', '/a/b-c_d.e~f/', '/'].map(isMountPath)).toEqual([true, true, true]);
    const odd = ['/a;b', '/a"b', '/a%20b', '/a,b', '//a', '/ä'];
    expect(odd.map(isMountPath)).toEqual(odd.map(() => false));
  });

  it('should be put on addresses of redirects, cookies and pages, once', async () => {
    const server = fastify();
    addMount(server, '/kontor');
    const page =
      '<html lang="en"><a href="/">/</a><a href="//x/">x</a><a href="/kontor/a">a</a>' +
      '<p title=" href=&quot;/">href=&quot;/x&quot;</p><form action="/b?c=/d"><i data-x="/e">';
    server.get('/page', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
    server.get('/text', (_request, reply) => reply.type('text/plain').send(page));
    server.get('/away', (_request, reply) =>
      reply
        .header('set-cookie', ['a=1; Path=/; HttpOnly', 'b=2; Path=/'])
        .redirect('/documents/1?x=/'),
    );
    server.get('/elsewhere', (_request, reply) => reply.redirect('https://idp.example/'));
    const got = async (url: string) => server.inject(url);
    expect((await got('/page')).body).toBe(
      '<html data-mount="/kontor" lang="en"><a href="/kontor/">/</a><a href="//x/">x</a>' +
        '<a href="/kontor/a">a</a><p title=" href=&quot;/">href=&quot;/x&quot;</p>' +
        '<form action="/kontor/b?c=/d"><i data-x="/e">',
    );
    expect((await got('/text')).body).toBe(page);
    const away = (await got('/away')).headers;
    expect(away.location).toBe('/kontor/documents/1?x=/');
    expect(away['set-cookie']).toEqual(['a=1; Path=/kontor; HttpOnly', 'b=2; Path=/kontor']);
    expect((await got('/elsewhere')).headers.location).toBe('https://idp.example/');
    await server.close();
  });

  it('should be no path that begins like an address of the server', async () => {
    const server = fastify();
    addMount(server, '/documents');
    expect(() => server.get('/documents/:id', () => '')).toThrow('begin with this path');
    await server.close();
  });
});
