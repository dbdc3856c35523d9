using System.Text;
using LlmWorkload.Reading;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LlmWorkload.Web;

/// <summary>Brings files into datasets.</summary>
internal static class FilesApi
{
    private const int LongestDataset = 200;
    private const int LongestName = 255;
    private const int LeastWait = 1;
    private const int UsualWait = 10;
    private const int LongestWait = 3_600;

    private static readonly string[] LogEncodings = ["gzip", "zstd", "identity"];

    private static readonly Parameter[] Known =
    [
        new("path", "A file or folder below Ingest:Root; without it the body is the log"),
        new("name", "What an uploaded log is called, such as day.csv.gz"),
        new("follow", "Read on as the files grow, and as others take their places, until the job is stopped: true or false; needs path"),
        new("commit-every", $"Seconds that what is written to a followed file waits at most before it is stored, {LeastWait} to "
            + $"{LongestWait} (default: {UsualWait})"),
        .. ReadingParameters.All,
    ];

    /// <summary>Maps the resource.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/datasets/{dataset}/files", IngestAsync)
        .Says("Brings a file below Ingest:Root, or an uploaded log, into a dataset, every row exactly once; answers 202 and a job", Known);

    private static async Task IngestAsync(
        HttpContext context, JobBoard jobs, UploadStore uploads, WebSettings settings, IHostApplicationLifetime lifetime, string dataset)
    {
        var given = Parameters.Of(context, Known);
        if (WhyNoDataset(dataset) is { } why) throw Parameters.Bad($"The dataset is '{dataset}', which {why}.");
        var (reading, followed) = (ReadingParameters.Read(given), Followed(given));
        if (given.Has("path") && given.Has("name"))
            throw Parameters.Bad("path and name are both given; expected a path below Ingest:Root, or the name of an uploaded log.");
        jobs.CheckRoom();

        // Who is slow to send would hold up the end of a silo.
        using var cut = lifetime.ApplicationStopping.UnsafeRegister(static asked => ((HttpContext)asked!).Abort(), context);
        var job = given.Text("path") is { } path
            ? Start(jobs, settings.Ingest, dataset, path, reading, followed)
            : await UploadAsync(context, jobs, uploads, settings, dataset, given.Text("name"), reading);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"{Api.Root}/jobs/{job.Id}";
        await Answer.SendAsync(context, null, Answer.Json, Answer.Line(job.Json()));
    }

    private static TimeSpan? Followed(Parameters given)
    {
        var every = given.Whole("commit-every", LeastWait, LongestWait);
        if (!given.Switch("follow"))
            return every is null ? null : throw Parameters.Bad("commit-every is given without follow.");
        if (!given.Has("path")) throw Parameters.Bad("follow is given without path; expected a file below Ingest:Root.");
        return TimeSpan.FromSeconds(every ?? UsualWait);
    }

    private static Job Start(
        JobBoard jobs, IngestOptions settings, string dataset, string path, ReadingOptions reading, TimeSpan? followed)
    {
        var (logs, folder) = Find(settings, path, followed is not null);
        return jobs.Start(dataset, logs, folder, reading, static () => { }, followed, within: folder);
    }

    private static (LogFiles Logs, string Folder) Find(IngestOptions settings, string path, bool isFollowed)
    {
        if (settings.Root.Length == 0)
            throw new Refusal(StatusCodes.Status403Forbidden, "Ingest:Root is empty, so no file of the silo may be named.");
        var folder = new IngestFolder(settings.Root);
        if (folder.Resolve(path) is not { } found) throw Asker.NotFound($"There is no '{path}' below Ingest:Root.");
        if (FileStatus.IsPipe(found)) throw Parameters.Bad($"path is '{path}', a pipe or a device; expected a file or a folder.");
        if (isFollowed && !File.Exists(found)) throw Parameters.Bad($"path is '{path}', a folder; expected a file to follow.");
        var logs = LogFiles.Resolve([found]);
        return logs.Files.All(folder.Has)
            ? (logs, folder.Place!)
            : throw new Refusal(StatusCodes.Status403Forbidden, $"'{path}' has links that lead out of Ingest:Root.");
    }

    private static async Task<Job> UploadAsync(
        HttpContext context, JobBoard jobs, UploadStore uploads, WebSettings settings, string dataset, string? name,
        ReadingOptions reading)
    {
        if (name is null)
            throw Parameters.Bad("Neither path nor name is given; expected the name of an uploaded log, such as name=day.csv.");
        if (name is "." or ".." || name.Any(letter => letter is '/' or '\\' || char.IsControl(letter)))
            throw Parameters.Bad($"name is '{name}'; expected the name of a file, without a folder.");
        if (Encoding.UTF8.GetByteCount(name) > LongestName)
            throw Parameters.Bad($"name has {Encoding.UTF8.GetByteCount(name)} bytes; expected at most {LongestName}.");
        CheckEncoding(context);
        if (settings.Ingest.MaxUpload == 0)
            throw new Refusal(StatusCodes.Status403Forbidden, "Ingest:MaxUpload is 0, so nothing may be uploaded.");
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = settings.Ingest.MaxUpload;
        var folder = uploads.Make();
        try
        {
            var file = Path.Combine(folder, name);
            await using (var stream = File.Create(file)) await context.Request.Body.CopyToAsync(stream, context.RequestAborted);
            if (new FileInfo(file).Length == 0) throw Parameters.Bad("The body is empty; expected a log.");
            return jobs.Start(dataset, LogFiles.Resolve([file]), folder, reading, () => Directory.Delete(folder, recursive: true));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    // A body that is compressed as logs are is a log; nobody decodes others.
    private static void CheckEncoding(HttpContext context)
    {
        var encodings = context.Request.Headers.GetCommaSeparatedValues(HeaderNames.ContentEncoding);
        if (encodings.Length == 0) return;
        if (encodings.Length == 1 && LogEncodings.Contains(encodings[0], StringComparer.OrdinalIgnoreCase)) return;
        throw new Refusal(
            StatusCodes.Status415UnsupportedMediaType,
            $"{HeaderNames.ContentEncoding} is '{string.Join(", ", encodings)}'; expected none, or one of "
                + $"{string.Join(", ", LogEncodings)}.");
    }

    // The slash parts a dataset from its models in the keys of grains; dots alone would get lost in paths.
    private static string? WhyNoDataset(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "is empty",
        "." or ".." => "is not a name",
        _ when name.Contains('/') || name.Contains('\\') || name.Contains("%2F", StringComparison.OrdinalIgnoreCase) =>
            "has a slash; a name has none",
        _ when name.Any(char.IsControl) => "has a control character; a name has none",
        _ when name.Length > LongestDataset => $"is longer than {LongestDataset} characters",
        _ => null,
    };
}
