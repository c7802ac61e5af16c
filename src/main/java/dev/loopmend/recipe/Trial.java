package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import dev.loopmend.match.Nearness;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Optional;

/// How one pattern of a form fared at a node: how near it came if it did not match, else what the
/// conditions said in their order, and what came of it unless they said that there is no fault.
public record Trial(
    Form form,
    CodePattern pattern,
    Node at,
    Optional<Nearness> nearness,
    List<Judgement.Step> steps,
    Optional<Judgement> judgement) {
  public Trial {
    steps = List.copyOf(steps);
  }
}
