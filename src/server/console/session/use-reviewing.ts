import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { Judgement } from '../../../protocol/score.ts';
import { announce } from '../announce.tsx';
import type { Outgoing } from '../room/outbox.ts';
import { reading } from '../reading.ts';
import { t } from '../texts.ts';
import { type Finding, findingsOf, nextToJudge } from './findings.ts';
import { sayOf } from './judging.ts';
import { forwardedIn } from './merge.ts';
import { reviewKeyOf, type ReviewKey } from './review-keys.ts';
import type { SessionStore } from './session-store.ts';

export interface Reviewing {
  findings: readonly Finding[];
  /** Key of the finding that is looked at; null before the first. */
  chosen: string | null;
  /** Key of the finding whose note is being written. */
  noting: string | null;
  choose: (finding: Finding) => void;
  /** The same judgement again takes it back. A new one leads on to the next finding. */
  judge: (finding: Finding, judgement: Judgement) => void;
  /** Tells the student, while there is somebody to be told. Null = there is not. */
  forward: ((finding: Finding) => void) | null;
  /** Keys of the findings that the student was told of. */
  forwarded: ReadonlySet<string>;
  editNote: (finding: Finding) => void;
  keepNote: (finding: Finding, note: string) => void;
}

interface Options {
  detail: SessionDetail;
  store: SessionStore;
  /** Shows the moment of a finding. */
  onShow: (finding: Finding) => void;
  /** What the keys mean beyond the findings. */
  onKey: (key: Extract<ReviewKey, { act: 'verdict' | 'onward' }>) => void;
}

/** Walking through the findings of a session and judging them, by mouse and by single keys. */
export function useReviewing({ detail, store, onShow, onKey }: Options): Reviewing {
  const [chosen, setChosen] = useState<string | null>(null);
  const [noting, setNoting] = useState<string | null>(null);
  const findings = useMemo(
    () => findingsOf(detail.warnings, detail.settings),
    [detail.warnings, detail.settings],
  );
  const isOpen = detail.startedAt !== null && detail.phase !== 'closed';
  const forwarded = toldOf(detail, findings, store.outbox.waiting.value);
  const choose = (finding: Finding) => {
    setChosen(finding.key);
    onShow(finding);
  };
  const reviewing: Reviewing = {
    findings,
    chosen,
    noting,
    choose,
    judge(finding, judgement) {
      const isBack = finding.judgement === judgement;
      sayOf(store, finding, { judgement: isBack ? null : judgement });
      const label = t(`warning_${finding.type}`);
      announce(t(isBack ? 'judgement_undone' : `judgement_${judgement}`, { label }));
      const next = isBack ? null : nextToJudge(findings, finding.key);
      if (next) choose(next);
      else setChosen(finding.key);
    },
    forward: isOpen
      ? (finding) => {
          setChosen(finding.key);
          const { key, type, warnings } = finding;
          if (forwarded.has(key)) return;
          store.outbox.send({ kind: 'warning', warningId: warnings[0]!.id, type });
          announce(t('forward_said', { label: t(`warning_${type}`) }));
        }
      : null,
    forwarded,
    editNote(finding) {
      setChosen(finding.key);
      setNoting(finding.key);
    },
    keepNote(finding, note) {
      setNoting((now) => {
        if (now === finding.key && note !== finding.note) sayOf(store, finding, { note });
        return null;
      });
    },
  };

  const press = (key: ReviewKey): void => {
    // Whoever may only read walks through them.
    if (reading.value !== null && key.act !== 'next' && key.act !== 'previous') return;
    const here = findings.find((finding) => finding.key === chosen);
    switch (key.act) {
      case 'next':
        return go(nextToJudge(findings, chosen) ?? neighbour(findings, chosen, 1));
      case 'previous':
        return go(neighbour(findings, chosen, -1));
      case 'confirm':
      case 'dismiss':
        if (!here) return go(nextToJudge(findings, null));
        if (!here.isTechnical) reviewing.judge(here, key.act === 'confirm' ? 'confirmed' : 'dismissed');
        return;
      case 'forward':
        if (here && !here.isTechnical) reviewing.forward?.(here);
        return;
      case 'note':
        if (here && !here.isTechnical) reviewing.editNote(here);
        return;
      default:
        return onKey(key);
    }
  };
  const go = (finding: Finding | null) => {
    if (finding) choose(finding);
  };
  const latest = useRef(press);
  latest.current = press;
  // As soon as the findings are seen: a quick reviewer's first key must not be lost.
  useLayoutEffect(() => {
    const stop = new AbortController();
    // Before the player's keys, which know «next» as the next moment.
    const listen = (event: KeyboardEvent) => {
      const key = reviewKeyOf(event);
      if (!key) return;
      event.preventDefault();
      latest.current(key);
    };
    addEventListener('keydown', listen, { signal: stop.signal, capture: true });
    return () => stop.abort();
  }, []);
  return reviewing;
}

/** Those of whose warnings one was told already, by whomever, or is on its way. */
function toldOf(
  detail: SessionDetail,
  findings: readonly Finding[],
  waiting: readonly Outgoing[],
): ReadonlySet<string> {
  const onTheWay = waiting.flatMap(({ words }) => (words.kind === 'warning' ? [words.warningId] : []));
  const ids = new Set<string>([...forwardedIn(detail), ...onTheWay]);
  return new Set(
    findings.filter(({ warnings }) => warnings.some(({ id }) => ids.has(id))).map(({ key }) => key),
  );
}

/** The finding before or behind in the list, judged or not. */
function neighbour(findings: readonly Finding[], key: string | null, by: 1 | -1): Finding | null {
  const at = findings.findIndex((finding) => finding.key === key);
  if (at < 0) return findings.at(by > 0 ? 0 : -1) ?? null;
  return findings[at + by] ?? null;
}
