import { expect, test } from 'vitest';
import { html } from './html.ts';

test('data is escaped, in text and in attributes', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  expect(html`<p title="${name}">${name}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
  );
});

test('pieces and lists of pieces stay markup, null is nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`<p>${items}${null}</p>`.text).toBe('<p><li>a</li><li>&lt;b&gt;</li></p>');
});
