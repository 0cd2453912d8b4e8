/** People of the demo institution «AlmaU». */
export interface Account {
  login: string;
  password: string;
  name: string;
  email: string;
  role: 'student' | 'proctor' | 'admin';
}

const student = (login: string, name: string): Account => ({
  login,
  password: 'student',
  name,
  email: `${login}@almau.example`,
  role: 'student',
});

export const demoAccounts: Account[] = [
  student('student', 'Айгерим Серикова'),
  student('student2', 'Иван Петров'),
  student('student3', 'Dana <b>Kim</b> & Co'),
  student('student4', 'Мадина Оспанова'),
  student('student5', 'Тимур Абдуллин'),
  {
    login: 'proctor',
    password: 'proctor',
    name: 'Данияр Ахметов',
    email: 'proctor@almau.example',
    role: 'proctor',
  },
  {
    login: 'proctor2',
    password: 'proctor',
    name: 'Гульнара Есенова',
    email: 'proctor2@almau.example',
    role: 'proctor',
  },
  {
    login: 'admin',
    password: 'admin',
    name: 'Сауле Администратор',
    email: 'admin@almau.example',
    role: 'admin',
  },
];
