import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A quiz of an LMS nobody has an adapter for, with everything at its right edge that is hard to move. */
const html = `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<title>Тест</title>
<style>
  body { margin: 0; padding: 72px 24px 400px; font: 16px/1.5 sans-serif; }
  header { position: fixed; top: 0; left: 0; right: 0; display: flex; justify-content: space-between; padding: 12px; background: #ddd; }
  .wide { position: fixed; bottom: 0; left: 0; width: 100%; box-sizing: border-box; padding: 8px; background: #eee; text-align: right; }
  .timer { position: fixed; top: 80px; right: 20px; padding: 8px; background: #fee; }
  .drawer { position: fixed; top: 140px; right: 0; width: 240px; background: #eef; }
  .left-held { position: fixed; top: 360px; left: calc(100vw - 140px); }
  .absolute { position: absolute; top: 420px; right: 12px; }
  .table { display: flex; justify-content: space-between; width: 1150px; }
  .toast { position: fixed; bottom: 60px; right: 16px; }
</style>
<header><a href="#home">Курс</a><button>Выйти</button></header>
<main>
  <h1>Вопрос 1</h1>
  <form><label><input type="radio" name="answer">Первый ответ</label> <label><input type="radio" name="answer">Второй ответ</label></form>
  <div class="table"><span>Таблица шире, чем помещается рядом с панелью</span><button>Отметить строку</button></div>
</main>
<div class="timer" role="timer">Осталось 10:00</div>
<nav class="drawer"><a href="#1">Вопрос 1</a> <a href="#2">Вопрос 2</a></nav>
<button class="left-held">Помощь</button>
<button class="absolute">Пометить</button>
<div class="wide"><button>Сдать</button></div>
<script>
  addEventListener('load', () => setTimeout(() => {
    const toast = document.createElement('button');
    toast.className = 'toast';
    toast.textContent = 'Ответ сохранён';
    document.body.append(toast);
  }, 200));
</script>
</html>`;

export interface UnknownLms {
  url: string;
  pattern: string;
  close: () => Promise<void>;
}

export async function startUnknownLms(): Promise<UnknownLms> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/test`,
    pattern: `${origin}/*`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
