using Acta.Record;

namespace Acta.Following;

/// <summary>One entry of the log as the follower hands it to the views.</summary>
/// <param name="Index">Its place in the log.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Leaf">Its exact bytes.</param>
public sealed record LogEntry(long Index, Entry Entry, byte[] Leaf);

/// <summary>A document as the main store has it: absent (null bytes) only where a later entry erased it.</summary>
/// <param name="Digest">Its name.</param>
/// <param name="Bytes">Its canonical bytes.</param>
/// <param name="Document">What they say.</param>
public sealed record StoredDocument(Digest Digest, byte[]? Bytes, Document? Document);

/// <summary>An entry with everything the views need of it, read and parsed ahead of the writing.</summary>
public sealed record PreparedEntry(LogEntry Entry, IReadOnlyList<StoredDocument> Documents);

/// <summary>What one transaction of the follower changed.</summary>
/// <param name="Position">Entries applied so far.</param>
/// <param name="Tags">What was touched; with <paramref name="All"/> nothing is listed.</param>
/// <param name="All">So much changed that whoever caches had better start anew.</param>
public sealed record Applied(long Position, IReadOnlyCollection<string> Tags, bool All);
