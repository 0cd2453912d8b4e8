/** The mark of the extension's icon, drawn: an image file would have to be open to every site. */
export const Logo = ({ size = 24 }: { size?: number }) => (
  <svg class="logo" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
    <rect class="logo-back" width="24" height="24" rx="5" />
    <ellipse class="logo-eye" cx="12" cy="12" rx="8.2" ry="4.6" />
    <circle class="logo-pupil" cx="12" cy="12" r="2.6" />
  </svg>
);
