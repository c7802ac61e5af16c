package dev.loopmend.parse;

import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.UnaryOperator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/// The value of a key in a mapping pattern, so that keys that are equal in Python are equal here.
///
/// Ex) `1`, `True`, `0x1`, `1.0` and `1 + 0j`; `'a'` and `"\x61"`
sealed interface PatternKey {
  /// A number. Parts that are not finite are empty.
  record Numeric(Optional<BigDecimal> real, Optional<BigDecimal> imaginary) implements PatternKey {
    private static Numeric of(BigDecimal real) {
      return new Numeric(Optional.of(real.stripTrailingZeros()), Optional.of(BigDecimal.ZERO));
    }

    private Numeric negated() {
      return new Numeric(real.map(BigDecimal::negate), imaginary.map(BigDecimal::negate));
    }
  }

  /// The characters of a string, or the bytes of a bytes literal as characters.
  record Text(boolean bytes, String value) implements PatternKey {}

  record None() implements PatternKey {}

  /// The value of a key; nothing for a dotted name, and for a number too large for a float.
  static Optional<PatternKey> of(SyntaxTree tree, Expr key) {
    return switch (key) {
      case Expr.Constant constant ->
          switch (constant.kind()) {
            case NONE -> Optional.of(new None());
            case TRUE -> Optional.of(Numeric.of(BigDecimal.ONE));
            case FALSE -> Optional.of(Numeric.of(BigDecimal.ZERO));
            case NUMBER -> finite(number(constant.text()));
            case STRING -> Optional.of(new Text(false, StringValue.of(tree, constant)));
            case BYTES -> Optional.of(new Text(true, StringValue.of(tree, constant)));
            case ELLIPSIS -> Optional.empty();
          };
      case Expr.UnaryOp(_, UnaryOperator _, Expr operand) ->
          of(tree, operand).map(it -> it instanceof Numeric number ? number.negated() : it);
      case Expr.BinOp(_, Expr left, BinaryOperator operator, Expr right) ->
          of(tree, left).flatMap(real -> of(tree, right).map(it -> sum(real, operator, it)));
      default -> Optional.empty();
    };
  }

  private static PatternKey sum(PatternKey real, BinaryOperator operator, PatternKey imaginary) {
    if (real instanceof Numeric left && imaginary instanceof Numeric right) {
      Numeric signed = operator == BinaryOperator.SUB ? right.negated() : right;
      return new Numeric(left.real(), signed.imaginary());
    }
    return real;
  }

  private static Optional<PatternKey> finite(Numeric number) {
    return number.real().isPresent() && number.imaginary().isPresent()
        ? Optional.of(number)
        : Optional.empty();
  }

  private static Numeric number(String literal) {
    String text = literal.replace("_", "").toLowerCase(Locale.ROOT);
    if (text.endsWith("j")) {
      String digits = text.substring(0, text.length() - 1);
      return new Numeric(Optional.of(BigDecimal.ZERO), floating(digits));
    }
    if (text.startsWith("0x")) {
      return whole(text.substring(2), 16);
    }
    if (text.startsWith("0o")) {
      return whole(text.substring(2), 8);
    }
    if (text.startsWith("0b")) {
      return whole(text.substring(2), 2);
    }
    return text.chars().allMatch(Character::isDigit)
        ? whole(text, 10)
        : new Numeric(floating(text), Optional.of(BigDecimal.ZERO));
  }

  private static Numeric whole(String digits, int radix) {
    return Numeric.of(new BigDecimal(new BigInteger(digits, radix)));
  }

  private static Optional<BigDecimal> floating(String text) {
    double value = Double.parseDouble(text);
    return Double.isFinite(value)
        ? Optional.of(new BigDecimal(value).stripTrailingZeros())
        : Optional.empty();
  }
}
