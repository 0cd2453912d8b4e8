import type { ComponentChildren } from 'preact';

interface Props {
  texts: { right: string; wrong: string; frameRight: string; part: string; dark: string; two: string };
}

/** How to sit: one right position and three wrong ones, told apart by words as much as by colour. */
export const FrameDrawings = ({ texts }: Props) => (
  <div class="frame-drawings">
    <figure class="frame-right">
      <figcaption>
        <strong>{texts.right}</strong>
      </figcaption>
      <div class="frame-row">
        <Frame text={texts.frameRight}>
          <Person x={60} y={44} scale={1} />
        </Frame>
      </div>
    </figure>
    <figure class="frame-wrong">
      <figcaption>
        <strong>{texts.wrong}</strong>
      </figcaption>
      <div class="frame-row">
        <Frame text={texts.part}>
          <Person x={14} y={78} scale={1.25} />
        </Frame>
        <Frame text={texts.dark}>
          <rect width="120" height="90" class="frame-night" />
          <circle cx="92" cy="22" r="12" class="frame-lamp" />
          <Person x={60} y={46} scale={1} isDark />
        </Frame>
        <Frame text={texts.two}>
          <Person x={44} y={46} scale={0.9} />
          <Person x={94} y={52} scale={0.75} />
        </Frame>
      </div>
    </figure>
  </div>
);

const Frame = ({ text, children }: { text: string; children: ComponentChildren }) => (
  <div class="frame-one">
    <svg viewBox="0 0 120 90" aria-hidden="true">
      {children}
    </svg>
    <span>{text}</span>
  </div>
);

interface PersonProps {
  x: number;
  y: number;
  scale: number;
  isDark?: boolean;
}
const Person = ({ x, y, scale, isDark = false }: PersonProps) => (
  <g transform={`translate(${x} ${y}) scale(${scale})`} class={isDark ? 'person-dark' : 'person'}>
    <path class="body" d="M-36 60c0-24 14-32 36-32s36 8 36 32z" />
    <path class="neck" d="M-8 16h16v16a8 8 0 0 1-16 0z" />
    <ellipse class="face" rx="18" ry="23" />
    <path class="hair" d="M-19-2c-2-20 8-27 19-27S21-22 19-2c-3-10-8-13-19-13S-16-12-19-2z" />
    <path class="features" d="M-8-1v2M8-1v2M-6 11q6 5 12 0" />
  </g>
);
