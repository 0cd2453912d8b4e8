// What Moodle's own scripts do on a quiz page, as far as a proctoring extension can notice it.
document.body.classList.add('jsenabled');

function setUpDrawers() {
  for (const button of document.querySelectorAll('[data-toggle-drawer]')) {
    button.addEventListener('click', () => {
      const drawer = document.getElementById(button.dataset.toggleDrawer);
      const side = drawer.classList.contains('drawer-left') ? 'left' : 'right';
      const open = drawer.classList.toggle('show');
      document.getElementById('page').classList.toggle(`show-drawer-${side}`, open);
    });
  }
  // Below 992 px Boost's drawers lie over the page and begin closed.
  if (innerWidth < 992)
    for (const drawer of document.querySelectorAll('.drawer')) drawer.classList.remove('show');
}

// Jumps between questions hand in the form, so that no answer is lost.
function setUpNavigation(form) {
  for (const link of document.querySelectorAll('[data-quiz-page]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      form.elements.namedItem('nextpage').value = link.dataset.quizPage;
      form.submit();
    });
  }
}

function setUpTimer(wrapper, form) {
  const label = document.getElementById('quiz-time-left');
  const endsAt = Date.now() + Number(wrapper.dataset.secondsLeft) * 1000;
  const show = () => {
    const left = Math.max(0, Math.round((endsAt - Date.now()) / 1000));
    const two = (n) => String(n).padStart(2, '0');
    label.textContent = `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
    if (left > 0) return;
    clearInterval(ticking);
    form.elements.namedItem('timeup').value = '1';
    form.submit();
  };
  const ticking = setInterval(show, 250);
  show();
  document.getElementById('toggle-timer').addEventListener('click', (event) => {
    label.hidden = !label.hidden;
    event.currentTarget.textContent = label.hidden ? 'Показать' : 'Скрыть';
  });
}

function setUpFinish(form) {
  const modal = document.querySelector('.modal');
  const backdrop = document.querySelector('.modal-backdrop');
  const show = (open) => {
    modal.hidden = backdrop.hidden = !open;
    modal.classList.toggle('show', open);
    if (open) modal.querySelector('[data-action="save"]').focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show(true);
  });
  modal.querySelector('[data-action="cancel"]').addEventListener('click', () => show(false));
  modal.querySelector('[data-action="save"]').addEventListener('click', () => form.submit());
}

// A quiz with a time limit is asked about first, without leaving the page.
function setUpPreflight(dialogue) {
  const start = document.querySelector('.quizstartbuttondiv form');
  start.addEventListener('submit', (event) => {
    event.preventDefault();
    dialogue.hidden = false;
    dialogue.querySelector('input:not([type=hidden])').focus();
  });
  dialogue.querySelector('#id_cancel').addEventListener('click', (event) => {
    event.preventDefault();
    dialogue.hidden = true;
  });
}

// As the plugin does it: origin and source of the word are not looked at.
function setUpFader(fader) {
  const sendBack = fader.querySelector('form');
  const timer = setTimeout(
    () => (sendBack ? sendBack.submit() : location.assign(fader.dataset.back)),
    15_000,
  );
  addEventListener('message', (event) => {
    if (event.data !== 'proctoringReady_n6EY') return;
    clearTimeout(timer);
    fader.remove();
  });
}

// An editor writes in a frame of its own, which it makes as TinyMCE 6 does.
function setUpEditor(textarea) {
  const frame = document.createElement('iframe');
  frame.id = `${textarea.id}_ifr`;
  frame.className = 'editor-frame';
  frame.title = 'Ответ';
  frame.srcdoc = '<!doctype html><body contenteditable="true"></body>';
  frame.addEventListener('load', () => {
    const { body } = frame.contentDocument;
    body.textContent = textarea.value;
    body.addEventListener('input', () => (textarea.value = body.textContent));
  });
  textarea.after(frame);
}

setUpDrawers();
for (const textarea of document.querySelectorAll('textarea.editor')) setUpEditor(textarea);
const fader = document.getElementById('examus2-fader');
if (fader) setUpFader(fader);
const dialogue = document.querySelector('.moodle-dialogue-base');
if (dialogue) setUpPreflight(dialogue);
const responses = document.getElementById('responseform');
const finish = document.getElementById('frm-finishattempt');
const timer = document.getElementById('quiz-timer-wrapper');
if (responses) setUpNavigation(responses);
if (timer) setUpTimer(timer, responses ?? finish);
if (finish) setUpFinish(finish);
