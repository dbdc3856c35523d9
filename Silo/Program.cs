return await LlmWorkload.Hosting.SiloProgram.RunAsync(args);
