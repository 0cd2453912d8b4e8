import { useSignal } from '@preact/signals';
import { VideoOff } from 'lucide';
import { useEffect } from 'preact/hooks';
import { call } from '../../../shared/webext/bus.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';
import { frame } from '../state/exam-view.ts';
import { t } from '../texts.ts';
import { cameras, chosen, microphones } from './devices.ts';

interface Props {
  onChoose: (kind: 'camera' | 'microphone', deviceId: string) => void;
}

/** The student's own picture and loudness, seen by nobody else, and which devices they come from. */
export function DevicePreview({ onChoose }: Props) {
  const level = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      void call('offscreen', 'capture/status').then(
        ({ microphone }) => (level.value = microphone.level ?? 0),
        () => (level.value = 0),
      );
    }, 300);
    return () => clearInterval(timer);
  }, []);
  const options = (list: MediaDeviceInfo[]) =>
    list.map(({ deviceId, label }) => ({ value: deviceId, label: label || deviceId.slice(0, 8) }));
  return (
    <aside class="preview" aria-label={t('preview')}>
      <div class="own-picture mirrored">
        {frame.value ? <img src={frame.value} alt={t('own_picture')} /> : <Icon node={VideoOff} size={40} />}
      </div>
      <meter
        class="level"
        min={0}
        max={1}
        value={Math.min(1, Math.sqrt(level.value) * 1.5)}
        aria-label={t('level')}
      />
      <p class="quiet">{t('preview_private')}</p>
      {cameras.value.length > 1 && (
        <Select
          label={t('check_camera')}
          value={chosen.value.cameraId ?? cameras.value[0]!.deviceId}
          options={options(cameras.value)}
          onPick={(id) => onChoose('camera', id)}
        />
      )}
      {microphones.value.length > 1 && (
        <Select
          label={t('check_microphone')}
          value={chosen.value.microphoneId ?? microphones.value[0]!.deviceId}
          options={options(microphones.value)}
          onPick={(id) => onChoose('microphone', id)}
        />
      )}
    </aside>
  );
}
