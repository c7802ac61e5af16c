package dev.loopmend.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version that the jar's manifest names.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"loopmend " + number()};
  }

  /// The bare version, such as `0.1.0`; classes that stand in no jar have none.
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(development)");
  }
}
