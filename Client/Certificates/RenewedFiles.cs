using Microsoft.Extensions.Logging;

namespace LlmWorkload.Certificates;

/// <summary>
/// Something that is read from files, and read anew when their text changes. While the new text cannot be used, what was read last stays,
/// and the log says once what is wrong. Texts are compared and not times: files that are links into a folder, as in Kubernetes, are renewed
/// without their own time changing.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
internal sealed class RenewedFiles<T>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<NamedFile> _files;
    private readonly Func<IReadOnlyList<string>, T> _read;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private string[] _texts;
    private string? _complaint;
    private long _looked;
    private T _current;

    /// <summary>Reads the files for the first time.</summary>
    /// <param name="files">The files.</param>
    /// <param name="read">Makes it of the texts, in the order of the files; throws <see cref="WorkloadException"/> where it cannot.</param>
    /// <param name="time">The clock. The files are looked at once a second at most, and only when somebody asks.</param>
    /// <param name="log">Told of new files, and of those that cannot be used.</param>
    /// <exception cref="WorkloadException">The files cannot be used.</exception>
    public RenewedFiles(IReadOnlyList<NamedFile> files, Func<IReadOnlyList<string>, T> read, TimeProvider time, ILogger log)
    {
        (_files, _read, _time, _log) = (files, read, time, log);
        _texts = ReadTexts();
        _current = read(_texts);
        _looked = time.GetTimestamp();
    }

    /// <summary>It as it is now.</summary>
    public T Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_looked) < Interval) return _current;
                _looked = _time.GetTimestamp();
                Renew();
                return _current;
            }
        }
    }

    private string[] ReadTexts() => [.. _files.Select(file => file.ReadText())];

    // All texts are read before one is used: a new certificate is never paired with the key that it replaces.
    private void Renew()
    {
        try
        {
            var texts = ReadTexts();
            if (!texts.SequenceEqual(_texts))
            {
                (_current, _texts) = (_read(texts), texts);
                CertificatesLog.Renewed(_log, string.Join(", ", _files.Select(file => file.Name)));
            }

            _complaint = null;
        }
        catch (WorkloadException unusable)
        {
            if (_complaint == unusable.Message) return;
            _complaint = unusable.Message;
            CertificatesLog.NotRenewed(_log, unusable.Message);
        }
    }
}
