// On the calendar page: asks for it anew in the student's own time zone, and when their place opens.
const renew = document.getElementById('renew');
const form = renew.querySelector('form');
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const MAX_TIMER_MS = 2_000_000_000;

if (ownZone && ownZone !== renew.dataset.zone && !sessionStorage.getItem(`zone ${ownZone}`)) {
  // Once: a zone that the server does not know must not make the page ask for ever.
  sessionStorage.setItem(`zone ${ownZone}`, 'asked');
  form.elements.namedItem('zone').value = ownZone;
  form.submit();
} else if (renew.dataset.opens !== '') {
  const waitMs = Number(renew.dataset.opens) + 1000;
  if (waitMs < MAX_TIMER_MS) setTimeout(() => form.submit(), waitMs);
}
