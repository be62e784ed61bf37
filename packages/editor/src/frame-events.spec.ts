import { describe, expect, it, jest } from '@jest/globals';
import { messageOf, MinuteLimits, PROTOCOL } from './frame-events.js';

const eventOf = (event: object): unknown => {
  const message = messageOf({ protocol: PROTOCOL, type: 'event', event });
  return message?.type === 'event' ? message.event : undefined;
};
const long = 'x'.repeat(5000);

describe('the messages of the frame', () => {
  it.each([
    null,
    'ready',
    { type: 'ready' },
    { protocol: 'kontor-editor-frame/2', type: 'ready' },
    { protocol: PROTOCOL, type: 'open' },
    { protocol: PROTOCOL, type: 'event' },
    { protocol: PROTOCOL, type: 'event', event: null },
    { protocol: PROTOCOL, type: 'event', event: { name: 7 } },
    { protocol: PROTOCOL, type: 'event', event: { name: 'constructor' } },
    { protocol: PROTOCOL, type: 'event', event: { name: '__proto__' } },
    // Saves go to the Document Server, never through a page.
    { protocol: PROTOCOL, type: 'event', event: { name: 'onSaveDocument', data: 'x' } },
    { protocol: PROTOCOL, type: 'event', event: { name: 'onRequestEditRights' } },
  ])('should not be %j', (data) => {
    expect(messageOf(data)).toBeUndefined();
  });

  it.each(['ready', 'drawn', 'failed'] as const)('should be %s, and nothing more', (type) => {
    expect(messageOf({ protocol: PROTOCOL, type, event: { name: 'x' } })).toEqual({ type });
  });

  it.each<[object, object | undefined]>([
    [{ name: 'onAppReady', html: '<script>' }, {}],
    [{ name: 'onDocumentStateChange', changed: true }, { changed: true }],
    [{ name: 'onDocumentStateChange', changed: 'yes' }, undefined],
    [
      { name: 'onError', code: -80, text: '<b>no</b>\n <img src=x>way' },
      { code: -80, text: 'no way' },
    ],
    [
      { name: 'onError', code: 'x', text: {} },
      { code: null, text: '' },
    ],
    [{ name: 'onMetaChange', title: long }, { title: long.slice(0, 2000) }],
    [{ name: 'onMetaChange', title: 7 }, {}],
    [{ name: 'onRequestRename', title: long }, { title: long.slice(0, 2000) }],
    [{ name: 'onRequestRename' }, undefined],
    [{ name: 'onRequestHistoryData', version: 3 }, { version: 3 }],
    [{ name: 'onRequestHistoryData', version: '3' }, undefined],
    [{ name: 'onRequestRestore', version: 2 }, { version: 2 }],
    [
      { name: 'onRequestRestore', version: 2, url: 'https://ds/x', fileType: 'docx', more: 1 },
      { version: 2, url: 'https://ds/x', fileType: 'docx' },
    ],
    [{ name: 'onRequestRestore', version: 2, url: 'https://ds/x', fileType: '../x' }, undefined],
    [{ name: 'onRequestRestore', version: 2, url: 'x'.repeat(8193), fileType: 'a' }, undefined],
    [
      { name: 'onRequestSaveAs', title: 't', fileType: 'pdf', url: 'https://ds/x' },
      { title: 't', fileType: 'pdf', url: 'https://ds/x' },
    ],
    [{ name: 'onRequestSaveAs', title: 't', fileType: '', url: 'u' }, undefined],
    [{ name: 'onRequestSaveAs', title: 't', fileType: 'pdf' }, undefined],
    [{ name: 'onRequestInsertImage', c: 'add' }, { c: 'add' }],
    [{ name: 'onRequestInsertImage', c: 'remove' }, undefined],
    [{ name: 'onRequestSelectDocument', c: 'insert-text' }, { c: 'insert-text' }],
    [{ name: 'onRequestSelectDocument', c: 'mailmerge' }, undefined],
    [{ name: 'onRequestSelectSpreadsheet', c: 'mailmerge' }, { c: 'mailmerge' }],
    [{ name: 'onRequestSelectSpreadsheet' }, undefined],
    [{ name: 'onRequestCompareFile', c: 'compare' }, {}],
    [{ name: 'onRequestMailMergeRecipients' }, {}],
    [{ name: 'onRequestReferenceSource', path: 'x' }, {}],
    [
      { name: 'onRequestReferenceData', referenceData: { fileKey: 'a', instanceId: 'b', c: 'd' } },
      { referenceData: { fileKey: 'a', instanceId: 'b' } },
    ],
    [{ name: 'onRequestReferenceData', path: 'Guessed.xlsx', link: 'https://kontor/x' }, {}],
    [
      { name: 'onRequestOpen', path: 'x', referenceData: { fileKey: 'a', instanceId: 'b' } },
      { referenceData: { fileKey: 'a', instanceId: 'b' } },
    ],
    [{ name: 'onRequestOpen', path: 'Guessed.xlsx', windowName: 'x' }, {}],
    [{ name: 'onRequestReferenceData', referenceData: { fileKey: 7, instanceId: 'b' } }, {}],
    [{ name: 'onRequestUsers', c: 'mention' }, { c: 'mention' }],
    [
      { name: 'onRequestUsers', c: 'info', id: ['a'] },
      { c: 'info', id: ['a'] },
    ],
    [{ name: 'onRequestUsers', c: 'info', id: [7] }, undefined],
    [{ name: 'onRequestUsers', c: 'info', id: Array<string>(201).fill('x') }, undefined],
    [{ name: 'onRequestUsers', c: 'all' }, undefined],
    [
      {
        name: 'onRequestSendNotify',
        message: long,
        emails: ['bob@kontor.invalid'],
        actionLink: { action: { type: 'bookmark', data: 'b', more: 1 }, more: 1 },
      },
      {
        message: long.slice(0, 2000),
        emails: ['bob@kontor.invalid'],
        actionLink: { action: { type: 'bookmark', data: 'b' } },
      },
    ],
    [{ name: 'onRequestSendNotify', message: 'x', emails: 'bob' }, undefined],
    [{ name: 'onRequestSendNotify', message: 'x', emails: [], actionLink: {} }, undefined],
    [{ name: 'onRequestSendNotify', message: 'x', emails: ['y'.repeat(321)] }, undefined],
    [{ name: 'onRequestSharingSettings', with: 'eve' }, {}],
  ])('%j should come as %j', (event, members) => {
    expect(eventOf(event)).toEqual(
      members && { ...members, name: (event as { name: string }).name },
    );
  });

  it('should be followed as often as a person could have caused them', () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    try {
      const limits = new MinuteLimits();
      const followed = (times: number) =>
        Array.from({ length: times }, () => limits.allow('onRequestSendNotify')).filter(Boolean);
      expect(followed(100)).toHaveLength(20);
      expect(limits.allow('onRequestSaveAs')).toBe(true);
      now.mockReturnValue(59_999);
      expect(followed(1)).toHaveLength(0);
      now.mockReturnValue(60_001);
      expect(followed(100)).toHaveLength(20);
      // What asks nothing of the application has no limit.
      expect(Array.from({ length: 500 }, () => limits.allow('onAppReady'))).not.toContain(false);
    } finally {
      now.mockRestore();
    }
  });
});
