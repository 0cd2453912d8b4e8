import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { jpeg, messageId, newWarning, piece, segmentBody, sha256, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer } from './harness.ts';

// Each test starts a server of its own, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 90_000 });

describeOnEachDatabase('a whole session', (database) => {
  it('goes from the first click to the verdict', async () => {
    const server = await startServer({ database });
    try {
      const student = await Student.signIn(server);
      expect(await student.open()).toMatchObject({ phase: 'created', review: { state: 'pending' } });
      expect(await student.consent('kk')).toMatchObject({ phase: 'consented' });
      expect(await student.check()).toMatchObject({ phase: 'checked', photosSent: [] });
      expect(await student.photo('passport')).toMatchObject({
        phase: 'identified',
        photosSent: ['passport'],
      });
      const running = await student.begin();
      expect(running).toMatchObject({ phase: 'running', closeReason: null, leftMs: null });
      expect(running.endsAt).toBe(running.startedAt! + 60 * 60_000);

      const t0 = running.startedAt!;
      await student.put({ kind: 'camera', epoch: 0, seq: 0 }, piece(0), { startAt: t0 });
      for (const seq of [1, 2]) {
        await student.put({ kind: 'camera', epoch: 0, seq }, piece(seq), {
          startAt: t0 + (seq - 1) * 4000,
        });
        student.note(segmentBody({ kind: 'camera', epoch: 0, seq }, t0 + (seq - 1) * 4000), t0);
      }
      const absent = newWarning('no_user_in_frame', t0 + 5000);
      student.note({ kind: 'event', event: 'capture_started', detail: '' }, t0);
      student.note({ kind: 'warning', warning: absent });
      student.note({ kind: 'chat', id: messageId(), text: '<img src=x onerror=alert(1)> добрый день' });
      student.note({ kind: 'warning', warning: { ...absent, endAt: t0 + 9000 } });
      expect(await student.send()).toMatchObject({ acknowledged: 6, session: { phase: 'running' } });

      const proctor = await server.signIn('proctor', 'proctor-password');
      const { sessions, more } = await server.call(
        'consoleSessions',
        { query: { phase: 'live', q: 'СЕРИКОВА' } },
        proctor,
      );
      expect(more).toBe(false);
      expect(sessions).toMatchObject([
        { id: student.sessionId, phase: 'running', warningCount: 1, online: true },
      ]);
      const params = { sessionId: student.sessionId };
      await expect(
        server.call('verdict', { params, body: { state: 'accepted' } }, proctor),
      ).rejects.toMatchObject({
        code: 'wrong_phase',
      });
      const message = { id: messageId(), text: 'Я <b>рядом</b>' };
      const sent = await server.call('proctorChat', { params, body: message }, proctor);
      expect(await server.call('proctorChat', { params, body: message }, proctor)).toEqual(sent);

      student.note({ kind: 'intent', intent: 'finish' });
      expect(await student.send(student.journal.slice(-1))).toMatchObject({
        acknowledged: 7,
        session: { phase: 'finishing', closeReason: 'by_student' },
      });
      expect(await student.drained()).toMatchObject({ phase: 'closed', closeReason: 'by_student' });
      expect(await student.drained()).toMatchObject({ phase: 'closed' });

      const { messages } = await server.call('chatHistory', { params }, student.uploadToken);
      expect(messages.map(({ seq, from, text }) => ({ seq, from, text }))).toEqual([
        { seq: 1, from: 'student', text: '<img src=x onerror=alert(1)> добрый день' },
        { seq: 2, from: 'proctor', text: 'Я <b>рядом</b>' },
      ]);

      const detail = await server.call('consoleSession', { params }, proctor);
      expect(detail).toMatchObject({
        phase: 'closed',
        student: { name: 'Айгерим <b>Серикова</b>' },
        consent: { language: 'kk', sha256: sha256(detail.consent!.text) },
        checks: [{ report: { tries: 1 } }],
        photos: [{ kind: 'passport' }],
        recordings: [{ kind: 'camera', epochs: 1, segments: 2, startAt: t0, endAt: t0 + 8000, seconds: 8 }],
        warnings: [{ id: absent.id, endAt: t0 + 9000, hidden: false, source: 'ai' }],
      });
      expect(detail.timeline.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['consent', 'check_passed', 'begin', 'capture_started', 'finish', 'drained']),
      );

      const playlist = await server.call('playlist', { params: { ...params, kind: 'camera' } }, proctor);
      const text = Buffer.from(playlist as Uint8Array).toString();
      expect(text).toContain('#EXT-X-ENDLIST');
      const uris = text.split('\n').filter((line) => line.startsWith('./'));
      expect(uris).toEqual(['./0/1', './0/2']);
      const base = `${server.origin}/api/v1/console/sessions/${student.sessionId}/recordings/camera/playlist.m3u8`;
      const headers = { authorization: `Bearer ${proctor}`, 'examus-protocol': '1' };
      const segment = await fetch(new URL(uris[1]!, base), { headers });
      expect(segment.headers.get('content-type')).toBe('video/mp4');
      expect(segment.headers.get('cache-control')).toContain('immutable');
      expect(Buffer.from(await segment.arrayBuffer())).toEqual(piece(2));
      const photo = await fetch(new URL(detail.photos[0]!.url, server.origin), { headers });
      expect(photo.headers.get('content-type')).toBe('image/jpeg');
      expect(Buffer.from(await photo.arrayBuffer())).toEqual(jpeg());

      const verdict = (state: 'accepted' | 'rejected', comment: string) =>
        server.call('verdict', { params, body: { state, comment } }, proctor);
      await verdict('rejected', 'Никого нет в кадре');
      const decided = await verdict('accepted', 'Свет погас, <b>не</b> вина студента');
      expect(decided.timeline.filter(({ what }) => what.startsWith('verdict_'))).toMatchObject([
        { what: 'verdict_rejected', who: 'Данияр Ахметов', detail: 'Никого нет в кадре' },
        { what: 'verdict_accepted', who: 'Данияр Ахметов' },
      ]);
      const { exams } = await server.call('listExams', {}, student.token);
      expect(exams[0]!.session).toMatchObject({
        closeReason: 'by_student',
        review: { state: 'accepted', comment: 'Свет погас, <b>не</b> вина студента' },
      });
    } finally {
      await server.close();
    }
  });

  it('keeps everything when the server is started again in the middle', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'examus-restart-'));
    let first = await startServer({ database, config: { dataDir } });
    const config = { dataDir, databaseUrl: first.services.config.databaseUrl };
    const before = await Student.signIn(first);
    await before.goToBegin();
    await before.put({ kind: 'camera', epoch: 0, seq: 0 });
    before.note({ kind: 'event', event: 'capture_started', detail: '' });
    before.note({ kind: 'chat', id: messageId(), text: 'до' });
    await before.send();
    await first.close();

    first = await startServer({ database, config });
    try {
      const student = before.at(first);
      expect(await student.view()).toMatchObject({ phase: 'running' });
      expect(await student.open()).toMatchObject({ id: before.sessionId, phase: 'running' });
      const have = await first.call(
        'listSegments',
        { params: { sessionId: student.sessionId } },
        student.uploadToken,
      );
      expect(have).toEqual({
        segments: [{ kind: 'camera', epoch: 0, seq: 0, sha256: sha256(piece(0)) }],
        journalSeq: 2,
        journalHash: student.journal.at(-1)!.hash,
      });
      await student.put({ kind: 'camera', epoch: 0, seq: 1 });
      student.note({ kind: 'chat', id: messageId(), text: 'после' });
      expect(await student.send()).toMatchObject({ acknowledged: 3 });
      const { messages } = await first.call(
        'chatHistory',
        { params: { sessionId: student.sessionId } },
        student.uploadToken,
      );
      expect(messages.map(({ text }) => text)).toEqual(['до', 'после']);
    } finally {
      await first.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('ends what a browser that died warned of and never told the end of', async () => {
    const server = await startServer({ database });
    try {
      const student = await Student.signIn(server);
      await student.goToBegin();
      const { startedAt } = await student.begin();
      const t0 = startedAt!;
      const absent = newWarning('no_user_in_frame', t0 + 5000);
      const starts = { kind: 'event', event: 'capture_started', detail: 'camera 640x480 epoch=1' } as const;
      student.note(starts, t0);
      for (const seq of [1, 2, 3]) {
        student.note(segmentBody({ kind: 'camera', epoch: 1, seq }, t0 + (seq - 1) * 4000), t0 + seq * 4000);
        if (seq === 2) student.note({ kind: 'warning', warning: absent }, t0 + 10_000);
      }
      server.turnClock(60_000);
      await student.send();
      const proctor = await server.signIn('proctor', 'proctor-password');
      const params = { sessionId: student.sessionId };
      const warnings = async () => {
        const { warnings } = await server.call('consoleSession', { params }, proctor);
        return warnings.filter(({ source }) => source === 'ai');
      };
      expect(await warnings()).toMatchObject([{ id: absent.id, endAt: null }]);

      // Another run of it, a minute later, knows nothing of the first.
      student.note(starts, t0 + 60_000);
      const looksAway = newWarning('avert_eyes', t0 + 61_000);
      student.note({ kind: 'warning', warning: looksAway }, t0 + 61_000);
      await student.send();
      const isOver = { id: absent.id, endAt: t0 + 12_000 };
      expect(await warnings()).toMatchObject([isOver, { id: looksAway.id, endAt: null }]);
      // It asks, with what it may do during the exam.
      const record = await server.call('ownRecord', { params }, student.uploadToken);
      expect(record.warnings).toContainEqual(
        expect.objectContaining({ ...isOver, confidence: absent.confidence, reason: absent.reason }),
      );

      // It dies as well, and nobody comes back.
      await server.call('endExam', { params, body: { reason: 'ушёл' } }, proctor);
      await student.drained();
      expect(await warnings()).toMatchObject([isOver, { id: looksAway.id, endAt: t0 + 61_000 }]);

      // An end that is told late holds.
      student.note({ kind: 'warning', warning: { ...looksAway, endAt: t0 + 66_000 } }, t0 + 66_000);
      await student.send();
      expect(await warnings()).toMatchObject([isOver, { id: looksAway.id, endAt: t0 + 66_000 }]);
    } finally {
      await server.close();
    }
  });
});
