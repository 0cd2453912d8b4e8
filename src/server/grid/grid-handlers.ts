import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { examRoom, setExamRoom } from './exam-room.ts';
import { listGrid } from './grid-tiles.ts';

export function gridHandlers(services: Services): Pick<Handlers, 'grid' | 'examRoom' | 'setExamRoom'> {
  return {
    grid: ({ input, caller }) => listGrid(services, caller.person, input.query),
    examRoom: ({ input, caller }) => examRoom(services, caller.person, input.params.examId),
    async setExamRoom({ input, caller }) {
      const { person } = caller;
      const { examId } = input.params;
      await setExamRoom(services, caller, examId, input.body);
      const atIt = await services.db
        .selectFrom('sessions')
        .select('id')
        .where('examId', '=', examId)
        .execute();
      for (const { id } of atIt) services.live.sessionChanged(id);
      return examRoom(services, person, examId);
    },
  };
}
