/** A tip is given for what lasts: nobody is nagged for reaching for a cup. */
export const TIP_MS = 6000;
