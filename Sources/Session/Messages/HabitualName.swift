import Engine

/// What hyper-parameters are called elsewhere.
enum HabitualName {
    /// Each row: names, then what is meant for relations and for text.
    private static let rows: [(names: String, relations: Hyperparameter, text: Hyperparameter)] = [
        ("dataset data_file data_path input input_file file corpus text_file train_file", .data, .data),
        ("block context context_length context_size ctx n_ctx ctx_len seq_len sequence_length max_seq_len n_positions T", .blockSize, .blockSize),
        ("batch bs B micro_batch_size per_device_train_batch_size", .batchSize, .batchSize),
        ("iters iterations max_iter n_iters num_iters steps max_steps num_steps n_steps n_updates", .epochs, .maxIters),
        ("epoch n_epochs num_epochs max_epochs num_train_epochs", .epochs, .maxIters),
        ("lr rate alpha max_lr", .learningRate, .learningRate),
        ("lr_min eta_min learning_rate_min", .minLR, .minLR),
        ("warmup warmup_steps num_warmup_steps lr_warmup_iters", .warmupEpochs, .warmupIters),
        ("lr_schedule lr_scheduler lr_scheduler_type scheduler lr_decay decay_lr", .schedule, .schedule),
        ("wd weight_decay_rate l2", .weightDecay, .weightDecay),
        ("optim optimiser opt optimizer_type", .optimizer, .optimizer),
        ("mu momentum_factor sgd_momentum", .momentum, .momentum),
        ("clip grad_norm max_grad_norm clip_grad gradient_clip_val", .gradClip, .gradClip),
        ("layers n_layers num_layers num_hidden_layers depth", .nLayer, .nLayer),
        ("heads n_heads num_heads num_attention_heads", .nHead, .nHead),
        ("d_model hidden_size embed_dim emb_dim n_emb width", .nEmbdFactor, .nEmbdFactor),
        ("drop dropout_rate p_dropout", .dropout, .dropout),
        ("biases use_bias", .bias, .bias),
        ("tie tie_weights weight_tying tied_embeddings tie_word_embeddings", .tied, .tied),
        ("initialization initialisation init_weights", .initialization, .initialization),
        ("eval_steps eval_every evaluation_interval val_interval", .evalInterval, .evalInterval),
        ("vocabulary_size n_vocab vocab", .vocabSize, .vocabSize),
        ("split train_split train_ratio train_frac val_split", .trainSize, .dataSplit),
        ("tokeniser tokenization encoding", .tokenizer, .tokenizer),
        ("dtype amp", .precision, .precision),
    ]

    private static let meanings = Dictionary(rows.flatMap { row in
        row.names.split(separator: " ").map { (String($0), row) }
    }) { first, _ in first }

    /// The name here of what is called so elsewhere.
    static func meaning(of name: String, for kind: TaskKind) -> String? {
        meanings[name].map { kind == .relations ? $0.relations.name : $0.text.name }
    }

    /// Each row: names that nothing here has, and what to do instead.
    private static let notes: [(names: String, meaning: String)] = [
        ("lr_decay_iters lr_decay_steps decay_steps total_steps", "the learning rate falls until the last update; schedule says how"),
        ("gradient_accumulation_steps grad_accum accumulation_steps accumulate_grad_batches", "an update takes one batch; set batch_size"),
        ("device use_gpu no_cuda compile backend num_workers", "training runs on the processor; benchmark measures it"),
        ("sample generate temperature top_k max_new_tokens num_samples", "a trained model writes with sample MODEL n=500 temperature=0.8 top_k=200"),
        ("checkpoint always_save_checkpoint save_model init_from", load),
        ("out_dir output_dir save_dir", "out=FOLDER names the folder for the results"),
        ("log_interval logging_steps wandb_log wandb", "plot loss draws the losses of the last train or sweep"),
        ("mem mem_per_cpu", "write memory=\"4G\", with on=slurm"), ("walltime time_limit timelimit", "write time=\"2:00:00\", with on=slurm"),
        ("cpus_per_task n_cpus num_cpus cores threads", "on=slurm has cpus=4 for each worker; here jobs=4 is runs at a time"),
        ("queue", "write partition=\"short\", with on=slurm"), ("slurm cluster", "on=slurm trains on a cluster; help cluster tells more"),
        ("qos gres constraint nodes ntasks nodelist exclusive reservation mail_user", "write sbatch=\"--qos=long\" for further options of Slurm, with on=slurm"),
        ("overwrite", "every sweep makes a folder of its own; out=FOLDER names it"),
    ]

    static let load = "load(\"FOLDER\") gives the model of a results folder"

    private static let meaningsOfNotes = Dictionary(notes.flatMap { row in
        row.names.split(separator: " ").map { (String($0), row.meaning) }
    }) { first, _ in first }

    /// What to do where a name is given that other programs have and nothing here; nil where that is not known.
    static func note(on name: String) -> String? { meaningsOfNotes[name] }

    /// What has a hyper-parameter's part for the other kind of data.
    static func counterpart(of parameter: Hyperparameter, for kind: TaskKind) -> Hyperparameter? {
        switch (parameter, kind) {
        case (.maxIters, .relations): .epochs
        case (.warmupIters, .relations): .warmupEpochs
        case (.dataSplit, .relations), (.batchSize, .relations): .trainSize
        case (.epochs, .text): .maxIters
        case (.warmupEpochs, .text): .warmupIters
        case (.trainSize, .text): .dataSplit
        default: nil
        }
    }
}
