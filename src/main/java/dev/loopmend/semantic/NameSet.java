package dev.loopmend.semantic;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/// A set of names that never changes and knows its hash: what is worked out for hundreds of names
/// is looked up by them at each call of a file.
public final class NameSet extends AbstractSet<String> {
  private final Set<String> names;
  private final int hash;

  private NameSet(Set<String> names) {
    this.names = names;
    this.hash = names.hashCode();
  }

  /// The set of some names, in their order.
  public static NameSet of(Set<String> names) {
    return new NameSet(new LinkedHashSet<>(names));
  }

  @Override
  public boolean contains(Object name) {
    return names.contains(name);
  }

  @Override
  public Iterator<String> iterator() {
    return Collections.unmodifiableSet(names).iterator();
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || super.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
