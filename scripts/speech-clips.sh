#!/usr/bin/env bash
# Makes the speech of the detection suite anew (tests/support/sounds/speech), with espeak-ng and ffmpeg. The files are
# in the repository, so that the suite runs where neither is installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../tests/support/sounds/speech"

say() { # LANGUAGE VOICE PITCH TEXT
  espeak-ng -v "$1+$2" -p "$3" -s 155 --stdout "$4" |
    ffmpeg -v error -y -i - -ac 1 -ar 16000 -c:a pcm_mulaw -bitexact "$1-$2.wav"
}
ru='Третий вопрос: столица Казахстана. Нет, посмотри, там написано другое.'
kk='Үшінші сұрақ қандай? Жоқ, мұқият қара, онда басқа нәрсе жазылған.'
en='What is the answer to question three? No, look again, it says something else.'
say ru m3 45 "$ru"; say ru f2 55 "$ru"
say kk m7 40 "$kk"; say kk f5 60 "$kk"
say en m3 50 "$en"; say en f2 75 "$en"
