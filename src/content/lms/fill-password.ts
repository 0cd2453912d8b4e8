import { call } from '../../shared/webext/bus.ts';

/** Stands in the field in place of the password: the page must not say that it is empty, and has nothing to show. */
const FILLER = '········';
const filled = new WeakSet<HTMLInputElement>();

/**
 * Opens a locked quiz in a running exam. The password goes into what the form sends, never into the page, where the eye
 * in a password field could show it. A field without a form of its own is filled as if typed (`isForm` false): its page
 * reads it by script.
 */
export async function fillPassword(field: HTMLInputElement, isForm: boolean): Promise<void> {
  if (filled.has(field)) return;
  filled.add(field);
  const { password } = await call('background', 'quiz/password').catch(() => {
    // Asked again at the next look.
    filled.delete(field);
    return { password: null };
  });
  if (password === null) return;
  const { form, name } = field;
  field.type = 'password';
  field.autocomplete = 'off';
  if (!isForm || !form || !name) return type(field, password);
  type(field, FILLER);
  field.readOnly = true;
  form.addEventListener('formdata', ({ formData }) => formData.set(name, password));
}

/** Past what frameworks put over `value`, and told as typing is. */
function type(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
}
