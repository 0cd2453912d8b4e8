/** Rows of a CSV text (RFC 4180) with commas, semicolons or tabs, whichever its first line has most of. */
export function readCsv(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, '');
  const heading = body.slice(0, body.indexOf('\n') + 1 || undefined);
  const separator = [',', ';', '\t'].toSorted((a, b) => count(heading, b) - count(heading, a))[0]!;
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(field);
    if (row.some((it) => it.trim() !== '')) rows.push(row);
    row = [];
    field = '';
  };
  for (let at = 0; at < body.length; at++) {
    const char = body[at]!;
    if (isQuoted) {
      if (char !== '"') field += char;
      else if (body[at + 1] === '"') field += body[++at]!;
      else isQuoted = false;
    } else if (char === '"' && field === '') isQuoted = true;
    else if (char === separator) {
      row.push(field);
      field = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r') field += char;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows;
}

const count = (text: string, part: string): number => text.split(part).length - 1;
