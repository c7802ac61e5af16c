package dev.loopmend.metamorphic;

import java.util.List;

/// A way to change programs whose effect on what is found is known.
interface Transformation {

  /// What becomes of a program: nothing where there is nothing to change.
  List<Variant> of(LinkedProgram program);
}
