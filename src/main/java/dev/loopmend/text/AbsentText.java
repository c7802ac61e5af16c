package dev.loopmend.text;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// A file that does not exist, as if it held no text. `lineEnd` is what its lines would end with.
public record AbsentText(String lineEnd) implements SourceText {

  @Override
  public String text() {
    return "";
  }

  @Override
  public Origin origin() {
    return SourceText.of("").origin();
  }

  @Override
  public boolean isAbsent() {
    return true;
  }

  @Override
  public Optional<byte[]> encode() {
    return Optional.of(new byte[0]);
  }

  @Override
  public Optional<String> refusal(Span span, String replacement) {
    return Optional.empty();
  }

  @Override
  public Optional<SourceText> withText(String changed, IntUnaryOperator newOffset) {
    return Optional.of(changed.isEmpty() ? this : SourceText.of(changed));
  }
}
