for (const afterMs of [0, 5000, 10_000]) setTimeout(() => document.forms[0].submit(), afterMs);
