package dev.loopmend.parse;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;

/// Stops at the first error and reports nothing: what the parser threw says all there is to say,
/// since one token decides everywhere.
final class StopAtFirstError extends BailErrorStrategy {
  @Override
  public void reportError(Parser recognizer, RecognitionException stop) {}

  @Override
  public void reportMatch(Parser recognizer) {}

  @Override
  public void sync(Parser recognizer) {}
}
