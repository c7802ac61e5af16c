/// Notebooks (`.ipynb`): JSON whose strings hold the Python of the code cells. The code is one text
/// with a map to these strings; edits change the characters of the strings and nothing else.
///
/// Knows JSON, nbformat 3 and 4, and what IPython reads besides Python; knows nothing of recipes,
/// of findings or of files on a disk.
@NullMarked
package dev.loopmend.notebook;

import org.jspecify.annotations.NullMarked;
