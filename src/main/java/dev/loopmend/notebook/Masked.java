package dev.loopmend.notebook;

import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;

/// The text of a code cell with what is no Python replaced by Python of the same length, mostly
/// comments. `magics` are the spans that were replaced; `timed` those in which a magic runs the
/// code in a way of its own; `opaque` what may mean names of the notebook but is no Python to us.
record Masked(String text, List<Span> magics, List<Timed> timed, List<String> opaque) {
  Masked {
    magics = List.copyOf(magics);
    timed = List.copyOf(timed);
    opaque = List.copyOf(opaque);
  }

  /// Code that a magic runs. Ex) `%time`
  record Timed(Span span, String magic) {}

  /// What runs the code at an offset.
  Optional<String> runner(int offset) {
    return timed.stream().filter(it -> it.span().contains(offset)).map(Timed::magic).findFirst();
  }
}
