export const DATABASE_FILE = 'timelapse.sqlite3';
