package io.npyio.cli.verb;

import io.npyio.cli.console.Failure;
import io.npyio.cli.format.ArchiveMember;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.format.MemberNames;
import io.npyio.cli.transfer.WriteFailure;
import io.npyio.file.Npz;
import java.io.IOException;

/**
 * The arrays of an open archive, one after the other; a bad one does not stop the others.
 *
 * @param verb that reads them
 * @param file the name of the archive
 */
record ArchiveArrays(Verb verb, String file, Npz archive) {
  /** Work on one of the arrays. */
  interface Work {
    /**
     * Does the work.
     *
     * @param key the name of the array
     * @param name the same with the archive, as in {@code run.npz:weights}
     */
    void run(String key, String name, ArraySource array) throws Exception;

    /** Does what is left to do for an array on which the work has failed. */
    default void afterFailure(String key, Failure failure) {}
  }

  /** Does the work on each array, and reports the ones it fails for; returns the exit status. */
  int forEach(Work work) throws Failure {
    int worst = ExitStatus.DONE;
    for (Npz.Member member : MemberNames.readable(archive)) {
      if (isArray(member)) {
        worst = Math.max(worst, run(work, member));
      }
    }
    return worst;
  }

  /** Whether a member holds an array; if its content cannot be read, its name decides. */
  private boolean isArray(Npz.Member member) {
    try {
      return archive.isArray(member.memberName());
    } catch (IOException unreadable) {
      return MemberNames.isArrayName(member.memberName());
    }
  }

  private int run(Work work, Npz.Member member) throws Failure {
    String name = file + ":" + member.name();
    var array = new ArchiveMember(archive, member.memberName());
    try {
      Failure.within(name, () -> work.run(member.name(), name, array));
      return ExitStatus.DONE;
    } catch (Failure failure) {
      if (WriteFailure.in(failure) != null) {
        throw failure;
      }
      work.afterFailure(member.name(), failure);
      return verb.report(failure);
    }
  }
}
