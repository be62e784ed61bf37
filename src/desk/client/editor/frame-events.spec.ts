import { describe, expect, it } from '@jest/globals';
import type { EditorTask } from '../../edit/editor-task.js';
import type { EditorSession } from './editor-session.js';
import { EVENTS, eventOf, eventReported, isOffered, type EventName } from './frame-events.js';
import { messageFromFrame, messageToFrame, PROTOCOL } from './frame-messages.js';

const names = Object.keys(EVENTS) as EventName[];

describe('the events of the editor', () => {
  it.each<[EventName, unknown, object | undefined]>([
    ['onAppReady', undefined, {}],
    ['onDocumentStateChange', true, { changed: true }],
    ['onDocumentStateChange', 'yes', undefined],
    [
      'onError',
      { errorCode: -80, errorDescription: '<b>no</b>' },
      { code: -80, text: '<b>no</b>' },
    ],
    ['onWarning', { warningCode: 'x', warningDescription: {} }, { code: null, text: '' }],
    ['onInfo', { mode: 'fly' }, undefined],
    [
      'onMakeActionLink',
      { action: { type: 'bookmark', data: 'b', more: 1 } },
      { action: { type: 'bookmark', data: 'b' } },
    ],
    ['onRequestRename', 'Plan', { title: 'Plan' }],
    ['onRequestRename', { title: 'Plan' }, undefined],
    ['onRequestHistoryData', 3, { version: 3 }],
    ['onRequestHistoryData', -3, undefined],
    [
      'onRequestRestore',
      { version: 2, url: 'https://ds/x', fileType: 'docx' },
      { version: 2, url: 'https://ds/x', fileType: 'docx' },
    ],
    ['onRequestCompareFile', undefined, {}],
    ['onRequestMailMergeRecipients', undefined, {}],
    [
      'onDownloadAs',
      { fileType: 'pdf', url: 'https://ds/x' },
      { fileType: 'pdf', url: 'https://ds/x' },
    ],
    ['onDownloadAs', { fileType: 'pdf' }, undefined],
    ['onRequestSaveAs', { fileType: '../x', title: 't', url: 'u' }, undefined],
    ['onRequestInsertImage', { c: 'add' }, { c: 'add' }],
    ['onRequestInsertImage', { c: 'remove' }, undefined],
    ['onRequestUsers', { c: 'info', id: ['alice'] }, { c: 'info', id: ['alice'] }],
    ['onRequestUsers', { c: 'info', id: Array<string>(201).fill('x') }, undefined],
    [
      'onRequestSendNotify',
      { message: 'look', emails: ['alice'] },
      { message: 'look', emails: ['alice'] },
    ],
    ['onRequestReferenceData', { path: 'a.xlsx' }, { path: 'a.xlsx' }],
    [
      'onRequestStartFilling',
      [{ name: 'Buyer', color: 'fff' }],
      { roles: [{ name: 'Buyer', color: 'fff' }] },
    ],
  ])('%s with %j should come as %j', (name, data, members) => {
    const reported = eventReported(name, data);
    expect(reported).toEqual(members && { name, ...members });
    // What the frame sends is what the page accepts.
    if (reported !== undefined) expect(eventOf(name, reported)).toEqual(reported);
  });

  it('should cut long texts, and drop what no row names', () => {
    const event = eventOf('onRequestRename', { title: 'x'.repeat(5000), html: '<script>' });
    expect(event).toEqual({ name: 'onRequestRename', title: 'x'.repeat(2000) });
    expect(eventOf('constructor', {})).toBeUndefined();
  });

  it('should listen to no save as bytes, whatever a page asks for', () => {
    for (const name of ['onSaveDocument', 'onRequestEmailAddresses']) {
      expect(eventOf(name, { data: 'x' })).toBeUndefined();
      const open = {
        protocol: PROTOCOL,
        type: 'open',
        api_js_url: 'u',
        config: {},
        events: [name],
      };
      expect(messageToFrame(open)).toMatchObject({ events: [] });
    }
  });

  it('should take no malformed message', () => {
    const event = { name: 'onRequestClose' };
    expect(messageFromFrame({ protocol: PROTOCOL, type: 'event', event })).toEqual({
      type: 'event',
      event,
    });
    expect(messageFromFrame({ protocol: 'other', type: 'event', event })).toBeUndefined();
    expect(
      messageToFrame({ protocol: PROTOCOL, type: 'call', method: 'setUsers', argument: 1 }),
    ).toEqual({
      type: 'call',
      method: 'setUsers',
      argument: 1,
    });
    expect(
      messageToFrame({ protocol: PROTOCOL, type: 'call', method: 'toString' }),
    ).toBeUndefined();
  });

  const offered = (mode: 'edit' | 'view', permissions: object, of: Partial<EditorTask> = {}) => {
    const session = { config: { document: { permissions }, editorConfig: { mode } } };
    const opened = { session: session as EditorSession, task: of as EditorTask };
    return names.filter((name) => isOffered(name, opened));
  };

  it('should offer the history to every reader, restoring to writers, and neither in private', () => {
    const all = { edit: true, comment: true, download: true };
    const ofHistory = (seen: readonly string[]) =>
      seen.filter((name) => /History|Restore/.test(name));
    const reading = ['onRequestHistory', 'onRequestHistoryClose', 'onRequestHistoryData'];
    expect(ofHistory(offered('edit', all))).toEqual([...reading, 'onRequestRestore']);
    expect(ofHistory(offered('edit', { ...all, edit: false }))).toEqual(reading);
    expect(ofHistory(offered('view', all))).toEqual(reading);
    expect(ofHistory(offered('view', all, { version: 2 }))).toEqual([]);
    expect(ofHistory(offered('edit', all, { isPrivate: true }))).toEqual([]);
  });

  it('should be offered to those who may do what they ask for', () => {
    const all = { edit: true, comment: true, download: true };
    const editor = offered('edit', all);
    expect(editor).toEqual(expect.arrayContaining(['onRequestRename', 'onRequestInsertImage']));
    expect(editor).not.toContain('onRequestEditRights');
    const commenter = offered('edit', { ...all, edit: false });
    expect(commenter).toContain('onRequestSendNotify');
    expect(commenter).not.toContain('onRequestInsertImage');
    const viewer = offered('view', { edit: false, comment: false, download: false });
    expect(viewer).toContain('onRequestEditRights');
    for (const name of ['onRequestRename', 'onRequestSaveAs', 'onRequestSendNotify'])
      expect(viewer).not.toContain(name);
    expect(offered('view', { download: true }, { version: 2 })).not.toContain(
      'onRequestEditRights',
    );
  });
});
