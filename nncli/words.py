"""Every sentence that a user reads goes through `_()`, so that a catalogue can say it in another language.

The lookup follows gettext: the language comes from LANGUAGE, LC_ALL, LC_MESSAGES or LANG, and a sentence without a
translation is given in English.
"""

import gettext
from pathlib import Path

_catalogue = gettext.translation("nncli", Path(__file__).parent / "locale", fallback=True)

_ = _catalogue.gettext
ngettext = _catalogue.ngettext
