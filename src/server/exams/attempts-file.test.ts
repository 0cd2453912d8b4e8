import { describe, expect, it } from 'vitest';
import { readAttempts } from './attempts-file.ts';
import { readLmsTime } from './lms-time.ts';

const at = (iso: string) => Date.parse(iso);

describe('readAttempts', () => {
  it('reads Moodle’s report, English, with its average and those who never began', () => {
    const csv = [
      '\uFEFF"Last name","First name",Username,"Email address",State,"Started on",Completed,"Grade/10.00"',
      'Иванов,Иван,student1,student1@example.com,Finished,"23 November 2026  3:33 PM","23 November 2026  3:40 PM",8.00',
      'Петров,Пётр,student2,student2@example.com,-,-,-,-',
      ',,,,,,,"Overall average",8.00',
    ].join('\r\n');
    expect(readAttempts(csv, 'Asia/Almaty')).toEqual([
      {
        line: 2,
        student: 'Иван Иванов',
        names: ['student1', 'student1@example.com', 'иван иванов', 'иванов иван'],
        startedAt: at('2026-11-23T15:33:00+05:00'),
      },
    ]);
  });

  it('reads Moodle’s report, Russian, with semicolons', () => {
    const csv =
      'Фамилия;Имя;Адрес электронной почты;Состояние;Тест начат;Завершено\nЁлкин;"Семён ""Сэм""";e@x.kz;Завершенные;23 ноября 2026  03:33;23 ноября 2026  03:40';
    expect(readAttempts(csv, 'Europe/Moscow')).toMatchObject([
      { student: 'Семён "Сэм" Ёлкин', startedAt: at('2026-11-23T03:33:00+03:00') },
    ]);
    expect(readAttempts(csv, 'UTC')[0]!.names).toContain('елкин семен "сэм"');
  });

  it('reads Canvas’ analysis', () => {
    const csv = 'name,id,sis_id,section,submitted,attempt\nAda Lovelace,17,al,1A,2026-11-23 03:33:30 UTC,1\n';
    expect(readAttempts(csv, 'Asia/Almaty')).toMatchObject([
      { student: 'Ada Lovelace', startedAt: at('2026-11-23T03:33:30Z') },
    ]);
  });

  it('says which columns it found when none names the students', () => {
    expect(() => readAttempts('Grade,Q. 1\n5,1\n', 'UTC')).toThrow(
      expect.objectContaining({ code: 'bad_request', details: { columns: ['Grade', 'Q. 1'] } }),
    );
  });
});

describe('readLmsTime', () => {
  it.each([
    ['2026-11-23T03:33:30Z', '2026-11-23T03:33:30Z'],
    ['2026-11-23 03:33:30 +0500', '2026-11-22T22:33:30Z'],
    ['23 November 2026 12:05 AM', '2026-11-22T19:05:00Z'],
    ['3 қараша 2026 ж., 09:00', '2026-11-03T04:00:00Z'],
  ])('%s', (text, iso) => {
    expect(readLmsTime(text, 'Asia/Almaty')).toBe(at(iso));
  });

  it('knows the summer time of the day', () => {
    expect(readLmsTime('2026-07-01 12:00', 'Europe/Berlin')).toBe(at('2026-07-01T10:00:00Z'));
  });

  it('takes nothing else for a time', () => {
    expect(readLmsTime('12 minutes', 'UTC')).toBeNull();
    expect(readLmsTime('23 Brumaire 2026 12:00', 'UTC')).toBeNull();
  });
});
