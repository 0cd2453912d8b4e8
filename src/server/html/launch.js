// On the page that answers an LMS's start: hands the one-use ticket to the Examus extension, again and again until it
// is there, so that a student who has yet to install it needs not start anew.
const EVERY_MS = 2000;
const ANSWER_MS = 1500;
/** Shown only when the extension did not answer at once. */
const HELP_AFTER_MS = 3000;

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';
const message = { type: 'examus/launch', serverOrigin: meta('examus-server'), ticket: meta('examus-launch') };
const extensionIds = meta('examus-extensions').split(' ').filter(Boolean);
const goodUntil = Date.now() + Number(meta('examus-launch-ms'));

function show(step) {
  for (const part of document.querySelectorAll('[data-step]')) part.hidden = part.dataset.step !== step;
}

/** Whether that extension took the ticket. Where none of ours may be called from here, there is no `runtime`. */
function offer(extensionId) {
  return new Promise((done) => {
    setTimeout(() => done(false), ANSWER_MS);
    try {
      globalThis.chrome.runtime.sendMessage(extensionId, message, (answer) => {
        void globalThis.chrome.runtime.lastError;
        done(answer?.ok === true);
      });
    } catch {
      done(false);
    }
  });
}

async function offerToAll() {
  for (const id of extensionIds) if (await offer(id)) return true;
  return false;
}

async function handOver() {
  const helpAt = Date.now() + HELP_AFTER_MS;
  while (Date.now() < goodUntil) {
    if ((await offerToAll()) || isTaken) return show('taken');
    if (Date.now() > helpAt) show('install');
    await new Promise((next) => setTimeout(next, EVERY_MS));
  }
  show('expired');
}

// Taken by a click on the extension's icon: nobody answers here then.
let isTaken = false;
addEventListener('examus-launch-taken', () => {
  isTaken = true;
  show('taken');
});
void handOver();
