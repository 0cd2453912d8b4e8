import { Aperture, Lamp, Usb, Wifi } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../texts.ts';

/** The guide's four lines to look at before the check. */
export const Checklist = () => (
  <ul class="facts" aria-label={t('checklist_title')}>
    <li>
      <Icon node={Usb} /> {t('checklist_devices')}
    </li>
    <li>
      <Icon node={Aperture} /> {t('checklist_lens')}
    </li>
    <li>
      <Icon node={Lamp} /> {t('checklist_light')}
    </li>
    <li>
      <Icon node={Wifi} /> {t('checklist_network')}
    </li>
  </ul>
);
