import type { FastifyRequest } from 'fastify';
import type { Language } from '../protocol/views.ts';
import { pickLanguage } from '../shared/i18n.ts';

/** `?lang=` of our pages' own links or `?language=` of the extension, else what the browser asks for, else Russian. */
export function languageOf(request: FastifyRequest): Language {
  const { lang, language } = Object(request.query) as { lang?: unknown; language?: unknown };
  const chosen = lang ?? language;
  return pickLanguage(
    typeof chosen === 'string' ? chosen : null,
    acceptedLanguages(request.headers['accept-language']),
  );
}

/** `kk-KZ;q=0.5, ru` → `['ru', 'kk-KZ']` (RFC 9110, 12.5.4). */
export function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: Number(quality ?? 1) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
