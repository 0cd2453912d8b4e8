import type { Services } from '../context.ts';
import { iceWays } from '../live/ice.ts';
import { listInstitutions, toInstitutionView } from '../store/institutions.ts';
import { protocolRange } from './protocol-version.ts';
import type { Handlers } from './routes.ts';

/** What concerns the server itself and the line to it. */
export function serverHandlers(
  services: Services,
): Pick<Handlers, 'serverInfo' | 'time' | 'iceServers' | 'uploadProbe'> {
  const { db, now, config } = services;
  return {
    async serverInfo() {
      const institutions = (await listInstitutions(db)).filter(({ listed }) => listed).map(toInstitutionView);
      return { name: 'Examus', protocol: protocolRange(), now: now(), institutions };
    },
    time: () => ({ now: now() }),
    iceServers: ({ caller }) => ({ iceServers: iceWays(config, caller.person.id, now()).iceServers }),
    uploadProbe: ({ input }) => ({ bytes: input.body.length }),
  };
}
