//! The names of each fact in other generators' front matter: English, German, Chinese and a few French ones.

/// What a key states. Of several keys that state one fact, those that stand first in [`KEYS`] count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Title,
    Department,
    Team,
    Company,
    Language,
    Workplace,
    Place,
    City,
    Region,
    Country,
    PostalCode,
    Street,
    Applicants,
    Employment,
    Level,
    Posted,
    Updated,
    Closes,
    /// True means a draft.
    Draft,
    /// True means a draft is none: `published`.
    Published,
    /// True means open: `active`.
    Active,
    /// True means closed.
    Closed,
    Status,
    Pay,
    PayMin,
    PayMax,
    PayCurrency,
    PayPer,
    Education,
    Experience,
    Skills,
    Tags,
    Benefits,
    Apply,
    Number,
    Alias,
    Slug,
    /// A short text about the posting.
    Summary,
    /// Nothing about the role.
    Layout,
}

/// The names of each fact, with a space between them. Spaces and dashes of a key count as `_`, and `applyEmail` is
/// `apply_email`.
pub(super) const KEYS: &[(Meaning, &str)] = &[
    (
        Meaning::Title,
        "title job_title jobtitle position_title role position name headline titel stellentitel \
         stellenbezeichnung berufsbezeichnung jobtitel job_name position_name role_title vacancy_title \
         opening_title intitule intitulé 职位 职位名称 岗位 岗位名称 标题",
    ),
    (Meaning::Department, "department dept division business_unit departments abteilung bereich fachbereich 部门"),
    (Meaning::Team, "team group"),
    (
        Meaning::Company,
        "company company_name organization organisation employer org hiring_organization hiring_org firma \
         unternehmen arbeitgeber hiring_company employer_name business_name institution 公司 公司名称",
    ),
    (Meaning::Language, "language lang locale"),
    (
        Meaning::Place,
        "location locations place places office offices job_location where duty_station job_locations \
         work_location workplace_location office_location based_in duty_location ort standort standorte \
         arbeitsort einsatzort dienstort arbeitsplatz 工作地点 地点 工作地址 办公地点 lieu",
    ),
    (Meaning::City, "city town stadt 城市 工作城市 ville job_city location_city"),
    (Meaning::Region, "region state_province province bundesland 省份 job_state location_state"),
    (Meaning::Country, "country country_code land 国家 pays job_country location_country"),
    (Meaning::PostalCode, "postal_code zip zip_code postcode plz postleitzahl"),
    (Meaning::Street, "street street_address strasse straße"),
    (
        Meaning::Workplace,
        "workplace workplace_type work_mode work_model remote is_remote remote_type remote_ok telecommute \
         telecommuting location_type hybrid onsite on_site work_arrangement workplace_model work_setting \
         remote_status remote_policy arbeitsmodell homeoffice home_office 办公方式 工作方式 远程",
    ),
    (Meaning::Applicants, "applicants_in remote_countries countries applicant_location"),
    (
        Meaning::Employment,
        "employment_type employment duration contract_duration contract_length laufzeit role_type job_type contract_type appointment_type contract commitment work_schedule \
         schedule type hours employment_status position_type work_type worktype worker_type time_type \
         job_time contract_details type_of_employment type_of_contract engagement_type employment_kind \
         kind_of_employment working_hours working_time work_time work_hours arbeitszeit arbeitszeiten \
         anstellungsart anstellung beschäftigungsart beschaeftigungsart beschäftigung \
         beschäftigungsverhältnis vertragsart befristung umfang stellenumfang pensum 工作性质 职位类型 用工类型 工作类型 雇佣类型 \
         contrat type_contrat",
    ),
    (Meaning::Level, "level seniority experience_level career_level job_level karrierestufe karrierelevel 职级"),
    (
        Meaning::Posted,
        "date_posted dateposted posted posted_on posted_at posted_date posting_date opens open_date opening_date \
         published_at publish_date published_on publishdate pubdate pub_date date created created_at created_on \
         sort_date post_date postdate posteddate published_date publication_date publicationdate listed \
         listed_at date_published datepublished job_posted job_date job_post_date start_publish publish_on \
         publish_at first_published created_date date_created creation_date date_added added added_on \
         date_opened opened opened_on opened_at opens_on opens_at open_from announced announced_on advertised \
         date_listed listing_date released release_date prepared_on prepared_on_date timestamp \
         veröffentlicht veröffentlicht_am veroeffentlicht veröffentlichungsdatum datum eingestellt_am \
         ausgeschrieben_am online_seit 发布日期 发布时间 日期 date_de_publication",
    ),
    (Meaning::Updated, "updated updated_at updated_on last_modified last_modified_at lastmod modified date_modified"),
    (
        Meaning::Closes,
        "closes closing_date close_date closes_at deadline application_deadline apply_by apply_before expires \
         expires_on expires_at expiry expiry_date expirydate expiration expiration_date valid_through \
         validthrough end_date closingdate closing deadline_date due due_date last_date last_day \
         application_closes applications_close application_close_date application_due application_due_date \
         apply_deadline job_expires valid_until close_on closes_on closing_on closed_date \
         closed_on date_closing date_closes date_closed date_expires expires_date expire expire_date expire_on \
         expiration_time deadline_at deadline_for_applications job_deadline submission_deadline \
         applications_due applications_close_on applications_until applications_deadline application_end \
         application_end_date application_closing application_closing_date application_expires appldate \
         apply_until apply_by_date open_until due_by last_date_to_apply end_publish publish_until unpublish_on \
         unpublish_date unpublishdate ende bewerbungsfrist bewerbungsschluss bewerbungsende bewerbung_bis \
         einsendeschluss frist ablaufdatum gültig_bis 截止日期 截止时间 截止 报名截止 报名截止时间 申请截止 \
         date_limite date_de_cloture date_cloture",
    ),
    (Meaning::Draft, "draft hidden is_draft"),
    (Meaning::Published, "published is_published publish"),
    (Meaning::Active, "active is_active open is_open available"),
    (Meaning::Closed, "closed is_closed filled expired archived"),
    (Meaning::Status, "status job_status state"),
    (
        Meaning::Pay,
        "salary salary_range compensation pay pay_range wage remuneration rate gs salaryrange salary_text \
         salary_info salary_details salary_estimate base_salary annual_salary hourly_rate pay_rate payrate \
         starting_salary starting_pay wages gehalt vergütung verguetung entgelt lohn stundenlohn verdienst \
         statement_of_payment 薪资 薪酬 月薪 年薪 薪资范围 待遇 工资 salaire",
    ),
    (
        Meaning::PayMin,
        "salary_min min_salary min_payrange pay_min salary_from minimum_salary salary_minimum salary_low \
         min_pay",
    ),
    (
        Meaning::PayMax,
        "salary_max max_salary max_payrange pay_max salary_to maximum_salary salary_maximum salary_high \
         max_pay",
    ),
    (Meaning::PayCurrency, "salary_currency currency"),
    (Meaning::PayPer, "salary_period salary_unit salary_interval pay_period"),
    (
        Meaning::Education,
        "education degree education_level degree_required degrees_required required_degree education_required \
         required_education minimum_education min_education minimum_degree education_requirements \
         education_requirement abschluss bildungsabschluss 学历 学历要求",
    ),
    (Meaning::Experience, "experience years years_of_experience experience_years"),
    (Meaning::Skills, "skills required_skills technologies tech_stack techstack stack"),
    (Meaning::Tags, "tags keywords tag"),
    (Meaning::Benefits, "benefits perks perks_and_benefits"),
    (
        Meaning::Apply,
        "apply_url apply_link application_url application_link url_apply apply apply_here apply_at \
         apply_email application_email applyemail application_uri apply_uri how_to_apply email contact_email contact link external_url \
         job_url source_url url original_url",
    ),
    (
        Meaning::Number,
        "id job_id jobid reference ref requisition_id req_id job_number vacancy_number announcement_number",
    ),
    (Meaning::Alias, "permalink aliases alias redirect_from redirects"),
    (Meaning::Slug, "slug"),
    (
        Meaning::Summary,
        "description summary excerpt abstract subtitle tagline meta_description seo_description description_seo \
     seo_description_default",
    ),
    (
        Meaning::Layout,
        "layout template weight order image images thumbnail cover logo author authors toc comments sitemap \
         sitemap_exclude eleventy_navigation eleventy_exclude_from_collections css js menu menus nav \
         nav_order header footer categories category excerpt_separator in_search_index sidebar show_in_nav \
         noindex robots og_image featured pinned collection parent status_alert alert_keywords",
    ),
];

/// What a plain key states, and its rank among the names of that fact.
pub(super) fn meaning_of(key: &str) -> Option<(Meaning, usize)> {
    let place = |key: &str| {
        KEYS.iter().find_map(|(meaning, names)| Some((*meaning, names.split(' ').position(|name| name == key)?)))
    };
    // `a_job_type`, `aa_degree`: letters that only put the keys in an order.
    let is_order = |mark: &str| matches!(mark, "a" | "b" | "c" | "d" | "aa" | "bb" | "cc" | "dd");
    place(key).or_else(|| key.split_once('_').filter(|(mark, _)| is_order(mark)).and_then(|(_, rest)| place(rest)))
}
