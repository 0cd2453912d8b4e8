import { Upload } from 'lucide';
import { useRef } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { t } from './texts.ts';

interface Props {
  /** What the file is for. */
  label: string;
  /** As of `<input accept>`. */
  accept: string;
  onPick: (file: File) => void;
}

/** The browser's own file input speaks the browser's language, not the console's. */
export function FileButton({ label, accept, onPick }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="admin-file">
      <span>{label}</span>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = '';
          if (file) onPick(file);
        }}
      />
      <Button icon={Upload} aria-label={`${t('pick_file')}: ${label}`} onClick={() => input.current?.click()}>
        {t('pick_file')}
      </Button>
    </div>
  );
}
