import {
  addAt,
  atLevel,
  empty,
  filtered,
  joined,
  mixed,
  randomFrom,
  shaped,
  type Sound,
  struck,
  tone,
  whiteNoise,
} from './signal.ts';

/** What is heard in a room in which nobody speaks. Each takes its length and a seed. */
type Make = (seconds: number, seed: number) => Sound;

/** A microphone's own noise. */
const hiss: Make = (seconds, seed) => filtered(whiteNoise(seconds, randomFrom(seed)), 'lowpass', 7000);

const between = (random: () => number, low: number, high: number): number => low + (high - low) * random();

/** One key going down: a click of plastic over a thud of the desk. */
function keystroke(random: () => number): Sound {
  const click = struck(
    filtered(whiteNoise(0.05, random), 'bandpass', between(random, 2200, 4800), 1.5),
    0.004,
  );
  const thud = struck(tone(0.09, between(random, 150, 320), [1, 0.5, 0.2]), 0.014);
  const rattle = struck(filtered(whiteNoise(0.09, random), 'bandpass', between(random, 700, 1300), 2), 0.011);
  return mixed(
    shaped(click, () => between(random, 1.2, 2)),
    shaped(thud, () => 0.35),
    rattle,
  );
}

const typing: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  for (let at = 0.1; at < seconds;) {
    const hardness = between(random, 0.5, 1);
    addAt(out, keystroke(random), at, hardness);
    addAt(out, keystroke(random), at + between(random, 0.06, 0.11), 0.35 * hardness);
    // Words are typed in one go, and thought over before.
    at += random() < 0.14 ? between(random, 0.4, 1.6) : between(random, 0.09, 0.26);
  }
  return out;
};

const mouse: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  const click = () => struck(filtered(whiteNoise(0.02, random), 'bandpass', 3500, 2), 0.002);
  for (let at = 0.3; at < seconds; at += between(random, 0.5, 2.5)) {
    addAt(out, click(), at);
    addAt(out, click(), at + 0.09, 0.6);
  }
  return out;
};

/** Chords of a keyboard with a bass and drums. */
const music: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  const chords = [
    [220, 261.63, 329.63],
    [174.61, 220, 261.63],
    [196, 246.94, 293.66],
    [164.81, 207.65, 246.94],
  ];
  const beat = 0.5;
  for (let at = 0, count = 0; at < seconds; at += beat, count++) {
    const chord = chords[Math.floor(count / 4) % chords.length]!;
    for (const hz of chord) addAt(out, struck(tone(1.2, hz, [1, 0.5, 0.3, 0.15, 0.1]), 0.5), at, 0.25);
    addAt(out, struck(tone(0.5, chord[0]! / 2, [1, 0.3]), 0.25), at, 0.6);
    const drum = (t: number) => 45 + 90 * Math.exp(-t * 30);
    if (count % 2 === 0) addAt(out, struck(tone(0.3, drum), 0.08), at, 1);
    else addAt(out, struck(filtered(whiteNoise(0.2, random), 'bandpass', 1800, 0.8), 0.05), at, 0.8);
    addAt(out, struck(filtered(whiteNoise(0.06, random), 'highpass', 7000), 0.015), at + beat / 2, 0.5);
  }
  return out;
};

/** A flute or violin alone: one voice with vibrato, the nearest that music comes to a person. */
const melody: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  const scale = [440, 493.88, 523.25, 587.33, 659.25, 698.46, 783.99];
  for (let at = 0; at < seconds;) {
    const long = between(random, 0.3, 0.9);
    const hz = scale[Math.floor(random() * scale.length)]!;
    const vibrato = (t: number) => hz * (1 + 0.008 * Math.sin(2 * Math.PI * 5.5 * t));
    const note = tone(long, vibrato, [1, 0.6, 0.35, 0.25, 0.12, 0.06]);
    addAt(
      out,
      shaped(note, (t) => Math.min(1, t / 0.05, (long - t) / 0.08)),
      at,
    );
    at += long;
  }
  return out;
};

const fan: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const air = filtered(filtered(whiteNoise(seconds, random), 'lowpass', 500), 'highpass', 60);
  const motor = tone(seconds, 118, [0.05, 0.03, 0.02, 0.01]);
  return shaped(mixed(air, motor), (t) => 1 + 0.1 * Math.sin(2 * Math.PI * 0.7 * t));
};

/** A burst of air through the throat, its voiced tail, twice or three times. */
function coughOnce(random: () => number): Sound {
  const throat = (sound: Sound) =>
    mixed(
      filtered(sound, 'bandpass', 650, 2),
      filtered(sound, 'bandpass', 1500, 3),
      shaped(filtered(sound, 'bandpass', 2800, 3), () => 0.5),
    );
  const burst = throat(struck(whiteNoise(0.35, random), 0.07));
  const voiced = throat(tone(0.25, (t) => 210 - 260 * t, [1, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.3, 0.2, 0.2]));
  const out = empty(0.45);
  addAt(out, burst, 0, 3);
  addAt(
    out,
    shaped(voiced, (t) => Math.min(1, t / 0.03) * Math.exp(-t / 0.07)),
    0.06,
    0.6,
  );
  return out;
}

const cough: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  for (let at = 0.5; at < seconds; at += between(random, 4, 7)) {
    const times = random() < 0.5 ? 2 : 3;
    for (let index = 0; index < times; index++) {
      addAt(out, coughOnce(random), at + index * between(random, 0.35, 0.5), 1 - 0.2 * index);
    }
  }
  return out;
};

const rain: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = shaped(filtered(whiteNoise(seconds, random), 'highpass', 900), () => 0.3);
  for (let at = 0; at < seconds; at += between(random, 0.005, 0.05)) {
    addAt(
      out,
      struck(filtered(whiteNoise(0.02, random), 'bandpass', between(random, 1500, 6000), 3), 0.003),
      at,
    );
  }
  return out;
};

const paper: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  for (let at = 0.2; at < seconds; at += between(random, 0.8, 2)) {
    const long = between(random, 0.3, 0.8);
    const rustle = filtered(whiteNoise(long, random), 'bandpass', between(random, 2500, 5000), 0.6);
    let crackle = 0;
    addAt(
      out,
      shaped(rustle, (t) => {
        crackle = random() < 0.004 ? random() : crackle * 0.9985;
        return crackle * Math.sin((Math.PI * t) / long);
      }),
      at,
    );
  }
  return out;
};

/** A chair that creaks and is pushed about. */
const chair: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  for (let at = 0.4; at < seconds; at += between(random, 1.5, 3.5)) {
    const long = between(random, 0.25, 0.7);
    const start = between(random, 300, 700);
    const creak = tone(long, (t) => start * (1 + 0.4 * t + 0.05 * Math.sin(70 * t)), [1, 0.7, 0.5, 0.4, 0.3]);
    const stutter = (t: number) => (Math.sin(2 * Math.PI * 38 * t) > 0.2 ? 1 : 0.1);
    addAt(
      out,
      shaped(creak, (t) => stutter(t) * Math.sin((Math.PI * t) / long)),
      at,
      0.4,
    );
    addAt(out, struck(filtered(whiteNoise(0.3, random), 'lowpass', 300), 0.06), at + long, 2);
  }
  return out;
};

/** A telephone that rings: two tones, warbling. */
const ringing: Make = (seconds) => {
  const out = empty(seconds);
  for (let at = 0.2; at < seconds; at += 3) {
    const warble = (t: number) => (Math.floor(t * 20) % 2 === 0 ? 950 : 1300);
    addAt(out, tone(1.2, warble, [1, 0.3, 0.2]), at);
  }
  return out;
};

const dog: Make = (seconds, seed) => {
  const random = randomFrom(seed);
  const out = empty(seconds);
  for (let at = 0.5; at < seconds; at += between(random, 1.5, 4)) {
    for (let barks = 0; barks < 2; barks++) {
      const bark = tone(0.18, (t) => 520 - 1300 * Math.abs(t - 0.06), [1, 0.9, 0.8, 0.6, 0.5, 0.4, 0.3]);
      const rough = mixed(bark, whiteNoise(0.18, random));
      const heard = filtered(rough, 'bandpass', 1100, 0.8);
      addAt(
        out,
        shaped(heard, (t) => Math.sin((Math.PI * t) / 0.18)),
        at + barks * 0.35,
      );
    }
  }
  return out;
};

const breath: Make = (seconds, seed) => {
  const air = filtered(whiteNoise(seconds, randomFrom(seed)), 'bandpass', 1100, 0.7);
  return shaped(air, (t) => Math.max(0, Math.sin(2 * Math.PI * 0.28 * t)) ** 2);
};

/** Loud enough to be heard at arm's length; dBFS of the loudest second. */
const makers = {
  silence: [hiss, -75],
  'quiet room': [hiss, -58],
  typing: [typing, -30],
  'loud typing': [typing, -18],
  'mouse clicks': [mouse, -34],
  music: [music, -24],
  melody: [melody, -24],
  fan: [fan, -32],
  cough: [cough, -20],
  rain: [rain, -34],
  paper: [paper, -34],
  chair: [chair, -28],
  'telephone ringing': [ringing, -26],
  'dog outside': [dog, -32],
  breathing: [breath, -40],
} as const satisfies Record<string, readonly [Make, number]>;

export type RoomSound = keyof typeof makers;
export const roomSounds = Object.keys(makers) as RoomSound[];

/** A sound of the room over the microphone's hiss. */
export function roomSound(name: RoomSound, seconds: number, seed = 7): Sound {
  const [make, level] = makers[name];
  // What is drawn out is made once and goes round: half an hour of keystrokes would be slow to draw.
  const part = make(Math.min(seconds, 60), seed);
  const rounds = Math.ceil(seconds / 60);
  const whole = rounds === 1 ? part : joined(Array.from({ length: rounds }, () => part));
  return mixed(atLevel(whole, level), atLevel(hiss(seconds, seed + 1), -70));
}
