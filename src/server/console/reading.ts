import { computed } from '@preact/signals';
import { account } from './account.ts';

/** What somebody whom an LMS vouched for may read: one session, and nothing may be done there. Null = a login of ours. */
export const reading = computed(() => (account.value.state === 'in' ? account.value.reading : null));
