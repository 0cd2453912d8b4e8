import { html, type Html } from '../html.ts';

const page = (title: string, content: Html): string =>
  html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · AlmaU</title>
        <link rel="stylesheet" href="/assets/almau.css" />
      </head>
      <body>
        <main>
          <p class="brand">AlmaU</p>
          ${content}
        </main>
      </body>
    </html>`.text;

export const signInPage = (action: string, login: string, wrong: boolean): string =>
  page(
    'Вход',
    html`<h1>Вход в AlmaU</h1>
      ${
        wrong &&
        html`<p role="alert">
          Неверный логин или пароль. Забытый пароль восстанавливает
          <a href="/reset">служба поддержки AlmaU</a>.
        </p>`
      }
      <form method="post" action="${action}">
        <label for="login">Логин</label>
        <input id="login" name="login" value="${login}" autocomplete="username" required autofocus />
        <label for="password">Пароль</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <button type="submit">Войти</button>
      </form>`,
  );

export const resetPage = (): string =>
  page(
    'Восстановление пароля',
    html`<h1>Забыли пароль?</h1>
      <p>Напишите на support@almau.example.</p>`,
  );

/** The student already pressed «Выйти» in Examus: the form goes by itself, the button is for a browser without scripts. */
export const signingOutPage = (form: string): string =>
  page('Выход', html`<h1>Выходим…</h1>`).replace(
    '</main>',
    `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Выйти</button>
    <script src="/assets/sign-out.js"></script></main>`,
  );

export const signedOutPage = (): string =>
  page(
    'Выход',
    html`<h1>Вы вышли из AlmaU</h1>
      <p>Вкладку можно закрыть.</p>`,
  );

export const errorPage = (reason: string): string =>
  page(
    'Ошибка',
    html`<h1>Войти не получилось</h1>
      <p>${reason}</p>`,
  );

export const assets: Record<string, { type: string; text: string }> = {
  '/assets/almau.css': {
    type: 'text/css',
    text: `body{margin:0;font:16px/1.5 system-ui,sans-serif;background:#eef2f6;color:#1b2430}
main{max-width:22rem;margin:12vh auto;padding:2rem;background:#fff;border-radius:12px;box-shadow:0 2px 12px rgb(0 0 0/.08)}
.brand{margin:0;font-weight:700;color:#8a1538}h1{font-size:1.4rem;margin:.25rem 0 1rem}
label{display:block;margin-top:.75rem}input{box-sizing:border-box;width:100%;padding:.6rem;font:inherit;border:1px solid #8795a5;border-radius:8px}
button{margin-top:1.25rem;width:100%;padding:.7rem;font:inherit;border:0;border-radius:8px;background:#8a1538;color:#fff;cursor:pointer}
[role=alert]{padding:.75rem;border-radius:8px;background:#fdecec;color:#8c1d18}`,
  },
  '/assets/sign-out.js': {
    type: 'text/javascript',
    text: `document.querySelector('button[name="logout"]').click();`,
  },
};
