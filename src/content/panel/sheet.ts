import essentialsCss from '../../ui/essentials.css?inline';
import chatFeedCss from '../../ui/chat-feed.css?inline';
import ownVideoCss from '../../ui/own-video.css?inline';
import rulesRowCss from '../../ui/rules-row.css?inline';
import timerCss from '../../ui/timer.css?inline';
import tokensCss from '../../ui/tokens.css?inline';
import panelCss from './panel.css?inline';

/** An adopted sheet: the page's CSP has no say in it, a `<style>` element would be blocked by `style-src`. */
export function panelSheet(): CSSStyleSheet {
  return sheetOf(
    [tokensCss, essentialsCss, rulesRowCss, ownVideoCss, timerCss, chatFeedCss, panelCss].join(''),
  );
}

export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
