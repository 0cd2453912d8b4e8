import { useState } from 'preact/hooks';
import { announce, complain } from '../announce.tsx';

/** Something that is done once at a time; what goes wrong is said. */
export function useAct() {
  const [isBusy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>, said?: string) => {
    setBusy(true);
    try {
      await work();
      if (said) announce(said);
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, act };
}
